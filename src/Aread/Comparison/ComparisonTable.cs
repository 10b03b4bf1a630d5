using Aread.Evaluation;

namespace Aread.Comparison;

/// <summary>The table of the paper (Table "Overall performance"): each system's test metrics over seeds.</summary>
/// <param name="Systems">In the order given.</param>
/// <param name="Versions">Programs that trained them.</param>
/// <param name="Significance">AREAD against the baseline with the best mean DomainAUC; null where there are fewer than two seeds, or not both.</param>
public sealed record ComparisonTable(IReadOnlyList<long> Seeds, IReadOnlyList<SystemRow> Systems, IReadOnlyList<string> Versions, PairedTest? Significance)
{
    /// <summary>Names of the metrics, in the order of <see cref="SystemRow.Metrics"/>.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["AUC", "DomainAUC", "Major5", "Minor10", "Minor5"];

    /// <param name="results">Every system with every seed.</param>
    public static ComparisonTable Of(IReadOnlyList<ComparisonResult> results)
    {
        var seeds = results.Select(result => result.Seed).Distinct().Order().ToArray();
        var rows = results.GroupBy(result => result.System).Select(system => SystemRow.Of(system.Key, [.. system.OrderBy(result => result.Seed)])).ToArray();
        var best = rows.Where(row => row.Name != ComparisonSystem.Aread.Name && row.DomainAuc.Mean is not null).MaxBy(row => row.DomainAuc.Mean);
        var aread = rows.FirstOrDefault(row => row.Name == ComparisonSystem.Aread.Name);
        string[] versions = [.. results.Select(result => result.Version).OfType<string>().Distinct()];
        return new ComparisonTable(seeds, rows, versions, aread is null || best is null || seeds.Length < 2 ? null : PairedTest.Of(best.Name, DomainAucs(results, aread.Name), DomainAucs(results, best.Name)));
    }

    /// <summary>1 for the system with the best mean of a metric, 2 for the second; 0 for the others.</summary>
    public int Rank(SystemRow system, int metric)
    {
        if (system.Metrics[metric].Mean is not { } mean) return 0;
        var better = Systems.Count(other => other.Metrics[metric].Mean > mean);
        return better < 2 ? better + 1 : 0;
    }

    private static double[] DomainAucs(IReadOnlyList<ComparisonResult> results, string system) =>
        [.. results.Where(result => result.System == system).OrderBy(result => result.Seed).Select(result => result.Score.Test?.DomainAuc ?? double.NaN)];
}
