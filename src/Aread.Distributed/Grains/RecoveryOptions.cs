using Aread.Distributed.Hosting;

namespace Aread.Distributed.Grains;

/// <summary>How a run meets losses.</summary>
/// <param name="Patience">How long a run may stand still after one before it is given up.</param>
/// <param name="Pause">Between two attempts: a lost silo is not yet known to be.</param>
/// <param name="PingInterval">How often grains that work are asked for a sign of life; three that do not come are a loss.</param>
public sealed record RecoveryOptions(TimeSpan Patience, TimeSpan Pause, TimeSpan PingInterval)
{
    /// <summary>In one process a starved machine answers late, and that is no loss.</summary>
    public static RecoveryOptions Embedded { get; } = new(TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));

    /// <summary>Silos watch each other faster than this does: it is for lines that break between two silos only, which the others do not see.</summary>
    public static RecoveryOptions Of(ClusterOptions cluster) =>
        new(TimeSpan.FromMinutes(cluster.RecoveryMinutes), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(cluster.FailureDetectionSeconds));
}
