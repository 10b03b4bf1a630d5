namespace Aread.Benchmarks.Cluster;

/// <summary>One training on each of <see cref="ClusterShape.Compared"/>, one after another.</summary>
/// <param name="Load">The machine's load average before.</param>
internal sealed record ComparisonTurn(int BatchesPerStep, IReadOnlyList<ClusterRun> Runs, string Load)
{
    public ClusterRun One => Runs[0];

    public ClusterRun Two => Runs[1];
}
