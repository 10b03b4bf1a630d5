namespace Aread.Data;

/// <summary>Goes through the samples of a data set, one row group in memory.</summary>
/// <param name="progress">Told the share of all samples that is done.</param>
/// <param name="passes">How often all samples are read, for progress.</param>
internal sealed class SamplePass(Dataset dataset, IProgress<double>? progress, CancellationToken cancellationToken, int passes = 1)
{
    private readonly long _total = Math.Max(1, passes * dataset.Manifest.Domains.SelectMany(domain => domain.Partitions).Sum(partition => partition.Samples));

    /// <summary>Samples read so far.</summary>
    public long Done { get; private set; }

    /// <param name="use">Takes the index of the domain, the split and samples of it, domain by domain, in each split by split.</param>
    /// <exception cref="DataFormatException">A partition is damaged.</exception>
    public async Task ReadAsync(IReadOnlyList<Split> splits, Func<int, Split, SampleBlock, ValueTask> use)
    {
        for (var domain = 0; domain < dataset.Manifest.Domains.Count; domain++) await ReadAsync(domain, splits, use);
    }

    /// <inheritdoc cref="ReadAsync(IReadOnlyList{Split}, Func{int, Split, SampleBlock, ValueTask})"/>
    public async Task ReadAsync(int domain, IReadOnlyList<Split> splits, Func<int, Split, SampleBlock, ValueTask> use)
    {
        foreach (var split in splits)
        {
            if (dataset.Manifest.Domains[domain].Partition(split).IsEmpty) continue;
            await using var reader = await dataset.OpenPartitionAsync(dataset.Manifest.Domains[domain], split, cancellationToken);
            for (var group = 0; group < reader.RowGroupSamples.Count; group++)
            {
                var samples = await reader.ReadRowGroupAsync(group, cancellationToken);
                await use(domain, split, samples);
                Done += samples.Count;
                progress?.Report(Math.Min(1, (double)Done / _total));
            }
        }
    }
}
