using Aread.Augmentation;

namespace Aread.Data.Published;

/// <summary>An imported data set in the paper's figures. Minor domains and augmentation are those of <see cref="IPublishedFormat.Augmentation"/>.</summary>
/// <param name="LargestShare">Of the largest domain in all samples.</param>
/// <param name="MinorDomains">By train samples.</param>
/// <param name="AugmentationRatio">Samples that minor domains are lent, as a share of all train samples.</param>
/// <param name="RejectedFile">Where all rejected rows are; null if there are none.</param>
public sealed record PublishedSummary(
    Dataset Dataset,
    PublishedRecord Record,
    long Samples,
    long Positives,
    int Domains,
    string LargestDomain,
    double LargestShare,
    int MinorDomains,
    double AugmentationRatio,
    string? RejectedFile,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Reads the train split once for the items, and major domains once more.</summary>
    internal static async Task<PublishedSummary> OfAsync(
        Dataset dataset, PublishedRecord record, AugmentationOptions augmentation, string? rejectedFile, IReadOnlyList<string> warnings, CancellationToken cancellationToken)
    {
        var domains = dataset.Manifest.Domains;
        var samples = domains.Sum(Samples);
        var largest = domains.MaxBy(Samples)!;
        var plan = AugmentationPlan.Create(
            augmentation, [.. domains.Select(domain => domain.Train.Samples)], await CountAsync(dataset, cancellationToken));
        var lent = plan.Reason is null ? Math.Min(plan.Wanted, await CandidatesAsync(dataset, plan, cancellationToken)) : 0;
        return new PublishedSummary(
            dataset,
            record,
            samples,
            domains.Sum(domain => domain.Partitions.Sum(partition => partition.Positives)),
            domains.Count,
            largest.Name,
            (double)Samples(largest) / samples,
            plan.Minors.Count,
            (double)lent / domains.Sum(domain => domain.Train.Samples),
            rejectedFile,
            warnings);

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
        Dataset dataset, DomainSpec domain, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (domain.Train.IsEmpty) yield break;
        await using var reader = await dataset.OpenPartitionAsync(domain, Split.Train, cancellationToken);
        for (var group = 0; group < reader.RowGroupSamples.Count; group++) yield return await reader.ReadRowGroupAsync(group, cancellationToken);
    }
}
