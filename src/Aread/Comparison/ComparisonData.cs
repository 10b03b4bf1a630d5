using Aread.Baselines;
using Aread.Data;
using Aread.Hei;

namespace Aread.Comparison;

/// <summary>A data set in memory: four bytes per id. Shared by all that are trained on it, and never changed.</summary>
public sealed class ComparisonData
{
    private readonly Dictionary<Split, SampleBlock[]> _samples;

    private ComparisonData(Dataset dataset, Dictionary<Split, SampleBlock[]> samples) => (Dataset, _samples) = (dataset, samples);

    public Dataset Dataset { get; }

    public DatasetManifest Manifest => Dataset.Manifest;

    public static async Task<ComparisonData> ReadAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var samples = new Dictionary<Split, SampleBlock[]>();
        foreach (var split in Enum.GetValues<Split>())
        {
            var domains = new List<SampleBlock>();
            foreach (var domain in dataset.Manifest.Domains) domains.Add(await ReadAsync(dataset, domain, split, cancellationToken));
            samples[split] = [.. domains];
        }
        return new ComparisonData(dataset, samples);
    }

    public SampleBlock Samples(Split split, int domain) => _samples[split][domain];

    /// <summary>Train samples of all domains in batches, in an order that belongs to seed and epoch.</summary>
    public IEnumerable<MixedBatch> MixedBatches(long seed, int epoch, int batchSize)
    {
        var train = _samples[Split.Train];
        var order = new (int Domain, int Row)[train.Sum(domain => domain.Count)];
        var at = 0;
        for (var domain = 0; domain < train.Length; domain++)
            for (var row = 0; row < train[domain].Count; row++) order[at++] = (domain, row);
        new RandomStream(seed, "mixed-order", epoch).Shuffle<(int, int)>(order);
        return order.Chunk(batchSize).Select(Batch);
    }

    /// <summary>Train samples of one domain in batches, in an order that belongs to seed, domain and pass.</summary>
    public IEnumerable<MixedBatch> DomainBatches(int domain, long seed, int pass, int batchSize)
    {
        var train = _samples[Split.Train][domain];
        var order = Enumerable.Range(0, train.Count).ToArray();
        new RandomStream(seed, "domain-order", domain, pass).Shuffle<int>(order);
        return order.Chunk(batchSize).Select(rows => MixedBatch.Of(domain, train.Select(rows)));
    }

    private MixedBatch Batch((int Domain, int Row)[] samples)
    {
        Array.Sort(samples);
        var parts = samples.GroupBy(sample => sample.Domain).Select(domain => (
            Domain: domain.Key, Samples: _samples[Split.Train][domain.Key].Select([.. domain.Select(sample => sample.Row)]))).ToArray();
        var groups = new List<DomainGroup>();
        foreach (var (domain, block) in parts) groups.Add(new DomainGroup(domain, groups.Count == 0 ? 0 : groups[^1].Start + groups[^1].Count, block.Count));
        return new MixedBatch(SampleBlock.Concatenate(Manifest.Columns, [.. parts.Select(part => part.Samples)]), groups);
    }

    private static async Task<SampleBlock> ReadAsync(Dataset dataset, DomainSpec domain, Split split, CancellationToken cancellationToken)
    {
        var source = await PartitionSampleSource.OpenAsync(dataset, domain, split, cancellationToken);
        var groups = new List<SampleBlock>();
        for (var group = 0; group < source.RowGroupSamples.Count; group++) groups.Add(await source.ReadAsync(group, cancellationToken));
        return SampleBlock.Concatenate(dataset.Manifest.Columns, groups);
    }
}
