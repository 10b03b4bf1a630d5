using Aread.Baselines;
using Aread.Data;
using Aread.Training;

namespace Aread.Comparison;

/// <summary>A data set in memory: four bytes per id. Shared by all that are trained on it, and never changed.</summary>
public sealed class ComparisonData
{
    private readonly Dictionary<Split, SampleBlock[]> _samples;

    private ComparisonData(Dataset dataset, Dictionary<Split, SampleBlock[]> samples) =>
        (Dataset, _samples, GroupOf) = (dataset, samples, [.. Enumerable.Range(0, dataset.Manifest.Domains.Count)]);

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

    /// <summary>[domains], the group of each for systems with a tower per group. Each domain is a group of its own where none were made.</summary>
    public int[] GroupOf { get; private init; }

    public ComparisonData WithGroups(DomainClusters clusters) => new(Dataset, _samples) { GroupOf = clusters.GroupOf(Manifest) };

    /// <summary>The test split can be scored.</summary>
    public bool HasTest => _samples.ContainsKey(Split.Test);

    /// <summary>The same data without the test split: whatever is chosen by them cannot have seen it.</summary>
    public ComparisonData WithoutTest() => new(Dataset, _samples.Where(split => split.Key != Split.Test).ToDictionary()) { GroupOf = GroupOf };

    public SampleBlock Samples(Split split, int domain) => _samples[split][domain];

    /// <summary>Train samples of all domains in batches, in an order that belongs to seed and epoch.</summary>
    /// <param name="groupOf">[domains], what a model takes each domain for; those of a batch that it takes for the same lie together.</param>
    public IEnumerable<MixedBatch> MixedBatches(long seed, int epoch, int batchSize, int[] groupOf)
    {
        var train = _samples[Split.Train];
        var order = new (int Domain, int Row)[train.Sum(domain => domain.Count)];
        var at = 0;
        for (var domain = 0; domain < train.Length; domain++)
            for (var row = 0; row < train[domain].Count; row++) order[at++] = (domain, row);
        new RandomStream(seed, "mixed-order", epoch).Shuffle<(int, int)>(order);
        return order.Chunk(batchSize).Select(samples => Batch(samples, groupOf));
    }

    /// <summary>Train samples of one domain in batches, in an order that belongs to seed, domain and pass.</summary>
    public IEnumerable<MixedBatch> DomainBatches(int domain, long seed, int pass, int batchSize)
    {
        var train = _samples[Split.Train][domain];
        var order = Enumerable.Range(0, train.Count).ToArray();
        new RandomStream(seed, "domain-order", domain, pass).Shuffle<int>(order);
        return order.Chunk(batchSize).Select(rows => MixedBatch.Of(domain, train.Select(rows)));
    }

    /// <summary>Train samples of all domains in batches of one domain each, shuffled as AREAD's are (<see cref="EpochOrder"/>).</summary>
    /// <inheritdoc cref="MixedBatches"/>
    public IEnumerable<MixedBatch> DomainsInTurn(long seed, int epoch, int batchSize, int[] groupOf)
    {
        var passes = Enumerable.Range(0, groupOf.Length).Select(domain => DomainBatches(domain, seed, epoch, batchSize).GetEnumerator()).ToArray();
        foreach (var (domain, _) in EpochOrder.Create(seed, epoch, [.. _samples[Split.Train].Select(train => (train.Count + batchSize - 1) / batchSize)]))
        {
            passes[domain].MoveNext();
            yield return MixedBatch.Of(groupOf[domain], passes[domain].Current.Samples);
        }
    }

    private MixedBatch Batch((int Domain, int Row)[] samples, int[] groupOf)
    {
        var groups = new List<DomainGroup>();
        var parts = new List<SampleBlock>();
        var start = 0;
        foreach (var group in samples.GroupBy(sample => groupOf[sample.Domain]).OrderBy(group => group.Key))
        {
            foreach (var domain in group.GroupBy(sample => sample.Domain).OrderBy(domain => domain.Key))
                parts.Add(_samples[Split.Train][domain.Key].Select([.. domain.Select(sample => sample.Row).Order()]));
            groups.Add(new DomainGroup(group.Key, start, group.Count()));
            start += group.Count();
        }
        return new MixedBatch(SampleBlock.Concatenate(Manifest.Columns, parts), groups);
    }

    private static async Task<SampleBlock> ReadAsync(Dataset dataset, DomainSpec domain, Split split, CancellationToken cancellationToken)
    {
        var source = await PartitionSampleSource.OpenAsync(dataset, domain, split, cancellationToken);
        var groups = new List<SampleBlock>();
        for (var group = 0; group < source.RowGroupSamples.Count; group++) groups.Add(await source.ReadAsync(group, cancellationToken));
        return SampleBlock.Concatenate(dataset.Manifest.Columns, groups);
    }
}
