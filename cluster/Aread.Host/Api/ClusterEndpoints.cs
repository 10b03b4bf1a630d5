using Aread.Distributed.Hosting;
using Aread.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>The cluster behind the server.</summary>
internal static class ClusterEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var cluster = api.MapGroup("/cluster").WithTags("Cluster");
        cluster.MapGet("/silos", ListSilosAsync).WithSummary("The silos, the dead of the last day too.");
        cluster.MapGet("/loads", ListLoadsAsync).WithSummary("How busy the living silos are: processors, memory, grains.");
        cluster.MapGet("/runs", ListRunsAsync).WithSummary("The runs that the cluster was given, wherever their directories are.");
    }

    private static Task<IReadOnlyList<SiloEntry>> ListSilosAsync(WebSource source, CancellationToken cancellationToken) =>
        source.RequireCluster().ListSilosAsync(cancellationToken);

    private static Task<IReadOnlyList<SiloLoad>> ListLoadsAsync(WebSource source, CancellationToken cancellationToken) =>
        source.RequireCluster().ListLoadsAsync(cancellationToken);

    internal static async Task<IReadOnlyList<ClusterRunSummary>> ListRunsAsync(WebSource source, CancellationToken cancellationToken) =>
        [.. (await source.RequireCluster().ListAsync(cancellationToken)).Select(ClusterRunSummary.Of)];
}
