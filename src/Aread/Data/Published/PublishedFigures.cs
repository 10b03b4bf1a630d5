using Aread.Augmentation;
using Aread.Data.Import;

namespace Aread.Data.Published;

/// <summary>What a published data set that was imported has of the figures that the paper gives.</summary>
/// <param name="LargestShare">Of the largest domain in all samples.</param>
/// <param name="MinorDomains">By train samples.</param>
/// <param name="AugmentationRatio">Samples that minor domains are lent, as a share of all train samples.</param>
public sealed record PublishedFigures(long Samples, long Positives, int Domains, string LargestDomain, double LargestShare, int MinorDomains, double AugmentationRatio)
{
    /// <summary>Reads the train split once for the items, and major domains once more.</summary>
    /// <param name="augmentation">Which domains are minor, and what they are lent: see <see cref="IPublishedFormat.Augmentation"/>.</param>
    internal static async Task<PublishedFigures> OfAsync(Dataset dataset, AugmentationOptions augmentation, ImportMeter meter)
    {
        const int Passes = 2;
        var pass = new SamplePass(dataset, new Metered(meter, Passes * dataset.Manifest.Domains.Sum(SamplesOf)), meter.Cancellation, Passes);
        var counter = new ItemCounter();
        await pass.ReadAsync([Split.Train], (_, _, samples) =>
        {
            counter.Add(samples, dataset.Manifest.ItemFieldIndex);
            return ValueTask.CompletedTask;
        });
        return await OfAsync(dataset.Manifest, augmentation, counter.ToCounts(), pass);
    }

    /// <summary>Reads the train split of major domains.</summary>
    /// <param name="items">Of the train split.</param>
    internal static async Task<PublishedFigures> OfAsync(DatasetManifest manifest, AugmentationOptions augmentation, ItemCounts items, SamplePass pass)
    {
        var domains = manifest.Domains;
        var samples = domains.Sum(SamplesOf);
        var largest = domains.MaxBy(SamplesOf)!;
        var plan = AugmentationPlan.Create(augmentation, [.. domains.Select(domain => domain.Train.Samples)], items);
        var lent = plan.Reason is null ? Math.Min(plan.Wanted, await CandidatesAsync(manifest, plan, pass)) : 0;
        return new PublishedFigures(
            samples,
            domains.Sum(domain => domain.Partitions.Sum(partition => partition.Positives)),
            domains.Count,
            largest.Name,
            (double)SamplesOf(largest) / samples,
            plan.Minors.Count,
            (double)lent / domains.Sum(domain => domain.Train.Samples));
    }

    private static async Task<long> CandidatesAsync(DatasetManifest manifest, AugmentationPlan plan, SamplePass pass)
    {
        long candidates = 0;
        foreach (var major in plan.Majors)
            await pass.ReadAsync(major, [Split.Train], (_, _, samples) =>
            {
                for (var row = 0; row < samples.Count; row++)
                    if (samples.Labels[row] != 0 && plan.PopularityOf(samples.Sample(row)[manifest.ItemFieldIndex]) is not null) candidates++;
                return ValueTask.CompletedTask;
            });
        return candidates;
    }

    private static long SamplesOf(DomainSpec domain) => domain.Partitions.Sum(partition => partition.Samples);

    private sealed class Metered(ImportMeter meter, long samples) : IProgress<double>
    {
        public void Report(double value) => meter.Report(ImportStage.Counting, (long)(value * samples), value);
    }
}
