using Aread.Distributed.Hosting;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Web;

/// <summary>What a server serves.</summary>
/// <param name="Cluster">The cluster that trains; null where there is none, and runs are only looked at.</param>
/// <param name="RunOptions">The options of a run that is begun here, as far as its request does not set them.</param>
/// <param name="Silo">Grains of the silo in this process; null where there is none.</param>
internal sealed record WebSource(IClusterEngine? Cluster, AreadOptions RunOptions, Health Health, IGrainFactory? Silo = null)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="ApiException">There is none.</exception>
    public IClusterEngine RequireCluster() => Cluster ?? throw new ApiException(
        StatusCodes.Status409Conflict, "This server has no cluster: it only shows runs. One with a cluster is started by 'aread dashboard --connect' or 'aread silo --http ADDRESS:PORT'.");
}
