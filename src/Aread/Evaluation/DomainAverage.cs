namespace Aread.Evaluation;

/// <summary>Weighted means of per-domain AUC over all domains or over the largest or smallest. (paper sec. "Evaluation Metrics")</summary>
internal static class DomainAverage
{
    /// <summary>Sum of weight * AUC over sum of weight, over those of <paramref name="domains"/> whose AUC is defined; null if there is none.</summary>
    public static double? Of(IEnumerable<int> domains, IReadOnlyList<double?> aucs, IReadOnlyList<long> weights)
    {
        double sum = 0, weight = 0;
        foreach (var domain in domains)
        {
            if (aucs[domain] is not { } auc) continue;
            sum += weights[domain] * auc;
            weight += weights[domain];
        }
        return weight == 0 ? null : sum / weight;
    }

    /// <summary>The <paramref name="count"/> largest domains, ties by smaller index; all if there are fewer.</summary>
    public static IEnumerable<int> Largest(int count, IReadOnlyList<long> sizes) =>
        Enumerable.Range(0, sizes.Count).OrderByDescending(domain => sizes[domain]).Take(count);

    /// <summary>The <paramref name="count"/> smallest domains, ties by smaller index; all if there are fewer.</summary>
    public static IEnumerable<int> Smallest(int count, IReadOnlyList<long> sizes) =>
        Enumerable.Range(0, sizes.Count).OrderBy(domain => sizes[domain]).Take(count);
}
