namespace Aread.Data;

/// <summary>
/// Samples in memory, row by row. Ids are per field (not yet rows of the embedding table); a sample's ids are its fields in
/// manifest order followed by each sequence's ids.
/// </summary>
/// <param name="columns">Ids per sample.</param>
/// <param name="ids">[Count * columns], row-major.</param>
/// <param name="labels">[Count], 0 or 1.</param>
public sealed class SampleBlock(int columns, int[] ids, byte[] labels)
{
    public int Columns { get; } = columns;

    public int[] Ids { get; } = ids;

    public byte[] Labels { get; } = labels;

    public int Count => Labels.Length;

    public ReadOnlySpan<int> Sample(int row) => Ids.AsSpan(row * Columns, Columns);

    public static SampleBlock Empty(int columns) => new(columns, [], []);

    /// <summary>All samples of the parts, in order.</summary>
    public static SampleBlock Concatenate(int columns, IReadOnlyList<SampleBlock> parts)
    {
        var count = parts.Sum(part => part.Count);
        var (ids, labels, row) = (new int[count * columns], new byte[count], 0);
        foreach (var part in parts)
        {
            part.Ids.CopyTo(ids, row * columns);
            part.Labels.CopyTo(labels, row);
            row += part.Count;
        }
        return new SampleBlock(columns, ids, labels);
    }

    /// <summary>Copies the named rows, in the order given.</summary>
    public SampleBlock Select(ReadOnlySpan<int> rows)
    {
        var ids = new int[rows.Length * Columns];
        var labels = new byte[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            Sample(rows[i]).CopyTo(ids.AsSpan(i * Columns, Columns));
            labels[i] = Labels[rows[i]];
        }
        return new SampleBlock(Columns, ids, labels);
    }
}
