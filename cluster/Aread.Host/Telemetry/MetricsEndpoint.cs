using Aread.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Aread.Host.Telemetry;

/// <summary><c>/metrics</c>, as Prometheus reads it. Run names are in it, so it is for those who may look, or who may do this alone.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    public static void AddTo(IServiceCollection services) => services.AddOpenTelemetry().WithMetrics(meters => meters.AddSources().AddPrometheusExporter());

    public static void Map(IEndpointRouteBuilder app) => app
        .MapPrometheusScrapingEndpoint(Path)
        .RequireAuthorization(AccessRole.Scrape)
        .ExcludeFromDescription();
}
