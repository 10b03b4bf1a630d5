namespace Aread.Data;

/// <summary>Samples that are read one row group at a time.</summary>
public interface ISampleSource
{
    /// <summary>Ids per sample.</summary>
    int Columns { get; }

    /// <summary>Samples of each row group.</summary>
    IReadOnlyList<int> RowGroupSamples { get; }

    /// <exception cref="DataFormatException">The file is damaged.</exception>
    ValueTask<SampleBlock> ReadAsync(int rowGroup, CancellationToken cancellationToken = default);
}
