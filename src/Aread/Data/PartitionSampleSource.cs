namespace Aread.Data;

/// <summary>
/// A partition on disk. One that fits one row group is read once and stays in memory; a larger one is read again for each
/// pass, and only the row group last used stays. Decoding is work for a processor and never happens where the caller waits.
/// </summary>
public sealed class PartitionSampleSource : ISampleSource
{
    private readonly Dataset _dataset;
    private readonly DomainSpec _domain;
    private readonly Split _split;
    private Group? _last;

    private PartitionSampleSource(Dataset dataset, DomainSpec domain, Split split, IReadOnlyList<int> rowGroupSamples) =>
        (_dataset, _domain, _split, RowGroupSamples) = (dataset, domain, split, rowGroupSamples);

    public int Columns => _dataset.Manifest.Columns;

    public IReadOnlyList<int> RowGroupSamples { get; }

    public static Task<PartitionSampleSource> OpenAsync(Dataset dataset, DomainSpec domain, Split split, CancellationToken cancellationToken = default) =>
        Task.Run(async () =>
        {
            if (domain.Partition(split).IsEmpty) return new PartitionSampleSource(dataset, domain, split, []);
            await using var reader = await dataset.OpenPartitionAsync(domain, split, cancellationToken);
            return new PartitionSampleSource(dataset, domain, split, reader.RowGroupSamples);
        }, cancellationToken);

    public async ValueTask<SampleBlock> ReadAsync(int rowGroup, CancellationToken cancellationToken = default)
    {
        if (_last is { } last && last.Number == rowGroup) return last.Samples;
        var samples = await Task.Run(async () =>
        {
            await using var reader = await _dataset.OpenPartitionAsync(_domain, _split, cancellationToken);
            return await reader.ReadRowGroupAsync(rowGroup, cancellationToken);
        }, cancellationToken);
        _last = new Group(rowGroup, samples);
        return samples;
    }

    /// <summary>Replaced as one: reading ahead and a search may read the same partition at once.</summary>
    private sealed record Group(int Number, SampleBlock Samples);
}
