namespace Aread.Data;

/// <summary>Samples in memory, as one row group; none if there are no samples.</summary>
public sealed class MemorySampleSource(SampleBlock samples) : ISampleSource
{
    public int Columns => samples.Columns;

    public IReadOnlyList<int> RowGroupSamples { get; } = samples.Count == 0 ? [] : [samples.Count];

    public ValueTask<SampleBlock> ReadAsync(int rowGroup, CancellationToken cancellationToken = default) => ValueTask.FromResult(samples);
}
