namespace Aread.Benchmarks.Cluster;

/// <summary>One training on each of <see cref="ClusterShape.Compared"/>, one after another.</summary>
internal sealed record ComparisonTurn(int BatchesPerStep, IReadOnlyList<ClusterRun> Runs)
{
    /// <summary>Processors that other processes kept busy while steps were timed, in the run that they disturbed most.</summary>
    public double OthersInSteps => Runs.Max(run => run.Timed.Others);

    /// <summary>The same in the rounds of mask search.</summary>
    public double OthersInRounds => Runs.Max(run => run.Round.Others);

    public ClusterRun One => Runs[0];

    public ClusterRun Two => Runs[1];

    /// <summary>The half of the turns, rounded up, that others disturbed least.</summary>
    public static IReadOnlyList<ComparisonTurn> Quietest(IEnumerable<ComparisonTurn> turns, Func<ComparisonTurn, double> others)
    {
        ComparisonTurn[] ordered = [.. turns.OrderBy(others)];
        return ordered[..((ordered.Length + 1) / 2)];
    }
}
