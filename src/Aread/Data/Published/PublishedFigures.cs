using System.Runtime.CompilerServices;
using Aread.Augmentation;

namespace Aread.Data.Published;

/// <summary>What a published data set that was imported has of the figures that the paper gives.</summary>
/// <param name="LargestShare">Of the largest domain in all samples.</param>
/// <param name="MinorDomains">By train samples.</param>
/// <param name="AugmentationRatio">Samples that minor domains are lent, as a share of all train samples.</param>
public sealed record PublishedFigures(long Samples, long Positives, int Domains, string LargestDomain, double LargestShare, int MinorDomains, double AugmentationRatio)
{
    /// <summary>Reads the train split once for the items, and major domains once more.</summary>
    /// <param name="augmentation">Which domains are minor, and what they are lent: see <see cref="IPublishedFormat.Augmentation"/>.</param>
    internal static async Task<PublishedFigures> OfAsync(Dataset dataset, AugmentationOptions augmentation, CancellationToken cancellationToken)
    {
        var domains = dataset.Manifest.Domains;
        var samples = domains.Sum(Samples);
        var largest = domains.MaxBy(Samples)!;
        var plan = AugmentationPlan.Create(
            augmentation, [.. domains.Select(domain => domain.Train.Samples)], await CountAsync(dataset, cancellationToken));
        var lent = plan.Reason is null ? Math.Min(plan.Wanted, await CandidatesAsync(dataset, plan, cancellationToken)) : 0;
        return new PublishedFigures(
            samples,
            domains.Sum(domain => domain.Partitions.Sum(partition => partition.Positives)),
            domains.Count,
            largest.Name,
            (double)Samples(largest) / samples,
            plan.Minors.Count,
            (double)lent / domains.Sum(domain => domain.Train.Samples));

        static long Samples(DomainSpec domain) => domain.Partitions.Sum(partition => partition.Samples);
    }

    private static async Task<ItemCounts> CountAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var counter = new ItemCounter();
        foreach (var domain in dataset.Manifest.Domains)
            await foreach (var block in BlocksAsync(dataset, domain, cancellationToken)) counter.Add(block, dataset.Manifest.ItemFieldIndex);
        return counter.ToCounts();
    }

    private static async Task<long> CandidatesAsync(Dataset dataset, AugmentationPlan plan, CancellationToken cancellationToken)
    {
        long candidates = 0;
        foreach (var major in plan.Majors)
            await foreach (var block in BlocksAsync(dataset, dataset.Manifest.Domains[major], cancellationToken))
                for (var row = 0; row < block.Count; row++)
                    if (block.Labels[row] != 0 && plan.PopularityOf(block.Sample(row)[dataset.Manifest.ItemFieldIndex]) is not null) candidates++;
        return candidates;
    }

    private static async IAsyncEnumerable<SampleBlock> BlocksAsync(
        Dataset dataset, DomainSpec domain, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (domain.Train.IsEmpty) yield break;
        await using var reader = await dataset.OpenPartitionAsync(domain, Split.Train, cancellationToken);
        for (var group = 0; group < reader.RowGroupSamples.Count; group++) yield return await reader.ReadRowGroupAsync(group, cancellationToken);
    }
}
