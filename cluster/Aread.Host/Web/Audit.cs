using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Aread.Host.Web;

/// <summary>Writes down every request that is to change something, to take a model away, or has something to say for itself, and what became of it.</summary>
internal sealed partial class Audit(RequestDelegate next, ILogger<Audit> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            var request = context.Request;
            var endpoint = EndpointOf(context)?.Metadata;
            var onlyLooks = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || endpoint?.GetMetadata<ChangesNothing>() is not null;
            if (!onlyLooks || endpoint?.GetMetadata<HandsOut>() is not null || AuditNote.Of(context) is not null)
                LogChange(context.User.Identity?.Name ?? "nobody", request.Method, PathOf(context), AuditNote.Of(context) is { } note ? $" ({note})" : "", context.Response.StatusCode, context.Connection.RemoteIpAddress?.ToString());
        }
    }

    /// <summary>What failed has no endpoint any more; the handler of faults remembers it.</summary>
    private static Endpoint? EndpointOf(HttpContext context) => context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;

    /// <summary>As it was sent: decoded, <c>a%2Fb</c> and <c>a%252Fb</c> are one.</summary>
    private static string PathOf(HttpContext context) => PlainText.Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0]);

    [LoggerMessage(LogLevel.Information, "Audit: {Caller} {Method} {Path}{Note}: {Status}, from {Address}")]
    private partial void LogChange(string caller, string method, string path, string note, int status, string? address);
}
