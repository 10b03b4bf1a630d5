using System.Net;
using Aread.Host.Api;
using Aread.Host.Dashboard;
using Aread.Host.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aread.Host.Web;

/// <summary>API and dashboard over HTTP, in this process.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>How long requests under way may take to end.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;

    private WebServer(WebApplication app, string address) => (_app, Address) = (app, address);

    /// <summary>Where it is: <c>http://127.0.0.1:8080</c>.</summary>
    public string Address { get; }

    /// <param name="options">Checked already.</param>
    /// <exception cref="AreadException">The options say no address, or leave the server open to other machines.</exception>
    public static WebServer Create(WebOptions options, WebSource source, ILoggerFactory loggers) =>
        Create(
            options,
            source.Health,
            services =>
            {
                ApiEndpoints.AddTo(services, options, source);
                DashboardPages.AddTo(services, options, source);
            },
            app =>
            {
                ApiEndpoints.Map(app);
                DashboardPages.Map(app, source);
            },
            loggers);

    /// <param name="addServices">What the endpoints want.</param>
    /// <param name="map">Adds the endpoints, and what stands before them.</param>
    /// <inheritdoc cref="Create(WebOptions, WebSource, ILoggerFactory)"/>
    public static WebServer Create(WebOptions options, Health health, Action<IServiceCollection> addServices, Action<WebApplication> map, ILoggerFactory loggers)
    {
        var endpoint = options.Endpoint();
        var access = new WebAccess(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(WebServer).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            WebLimits.Apply(server, options);
            server.Listen(endpoint);
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.AddRouting().AddProblemDetails().AddExceptionHandler<FaultHandler>();
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.AddRateLimiter(limiter => WebLimits.Apply(limiter, options));
        var isOpenHere = access.IsOpen && IPAddress.IsLoopback(endpoint.Address);
        if (isOpenHere) builder.Services.AddHostFiltering(OwnNamesOnly);
        access.AddTo(builder.Services);
        MetricsEndpoint.AddTo(builder.Services);
        addServices(builder.Services);
        var app = builder.Build();
        if (Forwarded(options) is { } forwarded) app.UseForwardedHeaders(forwarded);
        app.UseMiddleware<Audit>();
        if (isOpenHere) app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusText.WriteAsync);
        app.UseRouting();
        app.Use(DomainInPath.UnescapeAsync);
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(OriginGuard.InvokeAsync);
        HealthEndpoints.Map(app, health);
        MetricsEndpoint.Map(app);
        map(app);
        return new WebServer(app, $"http://{endpoint}");
    }

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="ready">Called once requests are answered.</param>
    /// <inheritdoc cref="StartAsync"/>
    public async Task ServeAsync(Action ready, CancellationToken stop)
    {
        await StartAsync(stop);
        ready();
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync(CancellationToken.None);
    }

    /// <exception cref="IOException">The port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>All proxies on the way may be known ones; the first that is not is the client.</summary>
    /// <returns>Null if there are no proxies: the headers are anybody's word.</returns>
    private static ForwardedHeadersOptions? Forwarded(WebOptions options)
    {
        var networks = options.ProxyNetworks();
        if (networks.Count == 0) return null;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var network in networks) forwarded.KnownIPNetworks.Add(network);
        return forwarded;
    }

    // A page of another site can give this address a name of its own, and would then be taken for a page from here.
    private static void OwnNamesOnly(HostFilteringOptions filtering) => filtering.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
}
