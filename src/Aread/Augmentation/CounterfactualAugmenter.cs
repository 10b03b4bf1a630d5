using Aread.Data;

namespace Aread.Augmentation;

/// <summary>
/// Gives minor domains positives of major ones: a user who likes an unpopular item likes the item itself, not its popularity, and so would in another
/// domain too. Train split only. (paper sec. "Popularity-based Counterfactual Augmenter", Corollary 1)
/// </summary>
/// <remarks>
/// The draw is without replacement over the positives of all major domains together, with weight 1 / popularity: the samples with the
/// largest u^(1 / weight) (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006), u from a stream named by domain and row. So domains
/// propose on their own, wherever they are and however their rows are grouped, and the draw is the same.
/// </remarks>
public sealed class CounterfactualAugmenter(DatasetManifest data, long seed)
{
    /// <summary>The best of some rows of a domain's train partition: nothing if the domain is no major one.</summary>
    /// <param name="domain">Index in the data set.</param>
    /// <param name="rows">Consecutive rows of the partition.</param>
    /// <param name="firstRow">Number of the first of them in the partition.</param>
    /// <returns>At most <see cref="AugmentationPlan.Wanted"/> positives; keys are the logarithm of u^(popularity).</returns>
    public AugmentationProposal Propose(AugmentationPlan plan, int domain, SampleBlock rows, long firstRow)
    {
        if (plan.Reason is not null || !plan.Majors.Contains(domain)) return AugmentationProposal.Empty(rows.Columns);
        var item = data.ItemFieldIndex;
        var chosen = new List<int>();
        var keys = new List<double>();
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows.Labels[row] == 0 || plan.PopularityOf(rows.Sample(row)[item]) is not { } popularity) continue;
            var uniform = 1 - new RandomStream(seed, "augment", data.NumberOf(domain), firstRow + row).NextDouble();
            chosen.Add(row);
            keys.Add(Math.Log(uniform) * popularity);
        }
        var all = new AugmentationProposal(
            [.. keys],
            [.. Enumerable.Repeat(domain, keys.Count)],
            [.. chosen.Select(row => firstRow + row)],
            rows.Select([.. chosen]),
            keys.Count);
        return AugmentationProposal.Merge([all], plan.Wanted);
    }

    /// <summary>Gives each drawn sample to a minor domain, drawn by the plan's target weights. The sample keeps everything but its domain.</summary>
    /// <param name="drawn">The proposals of all major domains, merged.</param>
    public AugmentedSamples Assign(AugmentationPlan plan, AugmentationProposal drawn)
    {
        var rowsOf = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < drawn.Count; i++)
        {
            var minor = plan.Minors[Target(plan, drawn.Domains[i], drawn.Rows[i])];
            if (!rowsOf.TryGetValue(minor, out var rows)) rowsOf[minor] = rows = [];
            rows.Add(i);
        }
        var byDomain = new SortedDictionary<int, SampleBlock>();
        foreach (var (minor, rows) in rowsOf)
        {
            var samples = drawn.Samples.Select([.. rows]);
            for (var row = 0; row < samples.Count; row++) samples.Ids[row * samples.Columns + data.DomainFieldIndex] = data.Domains[minor].Id;
            byDomain[minor] = samples;
        }
        return new AugmentedSamples(byDomain, plan.Wanted, drawn.Count);
    }

    private int Target(AugmentationPlan plan, int domain, long row)
    {
        var uniform = new RandomStream(seed, "augment-target", data.NumberOf(domain), row).NextDouble();
        var target = 0;
        while (target < plan.TargetWeights.Count - 1 && (uniform -= plan.TargetWeights[target]) >= 0) target++;
        return target;
    }
}
