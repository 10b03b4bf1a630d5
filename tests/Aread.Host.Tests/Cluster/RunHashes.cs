using Aread.Distributed.Runs;
using Aread.Training;

namespace Aread.Host.Tests.Cluster;

/// <summary>What must not depend on where and how often a run was trained.</summary>
internal sealed record RunHashes(string Latest, string Best)
{
    public static RunHashes Of(string runs, string name)
    {
        using var run = RunDirectory.Open(runs, name);
        return new RunHashes(run.Checkpoints.TryRead(SavePoint.Latest)!.Sha256, run.Checkpoints.TryRead(SavePoint.Best)!.Sha256);
    }
}
