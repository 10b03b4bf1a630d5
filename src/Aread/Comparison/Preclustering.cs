using Aread.Baselines;
using Aread.Data;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>
/// Groups domains by how a model of all of them fits each: DCN is trained on all data, and domains with like distributions of its losses come together (paper,
/// sec. "Baselines").
/// </summary>
/// <remarks>
/// Losses are those of the valid split: the published code takes the test split's. Domains weigh as many samples as they have there, so that groups are not those of few
/// and of many samples.
/// </remarks>
public static class Preclustering
{
    /// <summary>As in the paper.</summary>
    public const int StandardGroups = 3;

    /// <summary>Computes on the caller's thread.</summary>
    /// <param name="groups">At most one per domain.</param>
    public static DomainClusters Run(ComparisonData data, AreadOptions options, int groups, Device device, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken)
    {
        var (weights, _) = new MixedTraining(shape => new Dcn(shape), device).Fit(data.WithoutTest(), options, progress, cancellationToken);
        double[][] counts = [.. data.Manifest.Domains.Select((_, domain) =>
        {
            var samples = data.Samples(Split.Valid, domain);
            return LossDistribution.Count(weights.Score(domain, samples), samples.Labels);
        })];
        var groupOf = DivergenceKMeans.Cluster(LossDistribution.Shares(counts), [.. counts.Select(domain => Math.Max(1, domain.Sum()))], Math.Min(groups, counts.Length), options.Training.Seed);
        return new DomainClusters(
            data.Dataset.Fingerprint.Dataset,
            $"K-means of the domains' distributions of DCN's losses on the valid split, by Kullback-Leibler divergence; seed {options.Training.Seed}",
            [.. Enumerable.Range(0, groupOf.Max() + 1).Select(group => data.Manifest.Domains.Where((_, domain) => groupOf[domain] == group).Select(domain => domain.Name).ToArray())]);
    }
}
