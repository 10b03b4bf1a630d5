using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace Aread.Host.Dashboard;

/// <summary>Orleans' own dashboard, where a silo is in the process: grains, calls, methods. It is served here so that the same doors stand before it.</summary>
internal static class OrleansPages
{
    public const string Root = "/orleans";

    /// <summary>Lets a silo measure what these pages show.</summary>
    public static ISiloBuilder MeasureForPages(this ISiloBuilder silo) => silo.AddDashboard(HideTrace);

    /// <param name="grains">Of the silo in this process.</param>
    public static void AddTo(IServiceCollection services, IGrainFactory grains)
    {
        services.AddSingleton(grains);
        new PageServices(services).AddDashboard(HideTrace);
    }

    public static void Map(IEndpointRouteBuilder app) => app.MapOrleansDashboard(Root).ExcludeFromDescription();

    // It would be another way to the log.
    private static void HideTrace(DashboardOptions options) => options.HideTrace = true;

    /// <summary>The dashboard adds its services to a client of Orleans; the server of the pages is none, and has the silo's grains.</summary>
    private sealed class PageServices(IServiceCollection services) : IClientBuilder
    {
        public IServiceCollection Services => services;

        public IConfiguration Configuration { get; } = new ConfigurationManager();
    }
}
