using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace Aread.Host.Web;

/// <summary>What one client, and all together, may take of the server.</summary>
internal static class WebLimits
{
    private const int Burst = 4;
    private const int IdlePatience = 2;
    private const double SlowestBody = 240;

    public static void Apply(KestrelServerOptions server, WebOptions options)
    {
        var patience = TimeSpan.FromSeconds(options.SlowClientSeconds);
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = options.MaximumBodyBytes;
        server.Limits.MaxConcurrentConnections = options.MaximumConnections;
        server.Limits.MaxConcurrentUpgradedConnections = options.MaximumConnections;
        server.Limits.RequestHeadersTimeout = patience;
        // Of a connection that sends nothing, too: those in use up to the limit would keep probes out.
        server.Limits.KeepAliveTimeout = IdlePatience * patience;
        server.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, patience);
        server.Limits.MinResponseDataRate = new MinDataRate(SlowestBody, patience);
    }

    /// <summary>Counted by address, before anybody is asked for a token: guessing is slow, too.</summary>
    public static void Apply(RateLimiterOptions limiter, WebOptions options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Burst * options.RequestsPerSecond,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));
        limiter.OnRejected = (rejected, _) =>
        {
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                rejected.HttpContext.Response.Headers[HeaderNames.RetryAfter] = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    }
}
