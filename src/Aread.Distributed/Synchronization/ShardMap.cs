using Aread.Training;

namespace Aread.Distributed.Synchronization;

/// <summary>
/// Which shard holds which rows. Rows come in blocks of fixed size, each saved as a file of its own, and shards own whole
/// blocks: files do not depend on the number of shards.
/// </summary>
public sealed class ShardMap
{
    /// <summary>Rows of a block: 6 MB with E = 32 and Adam's moments.</summary>
    public const int BlockRows = 16_384;

    private readonly int[] _firstRows;

    /// <param name="rows">Rows of the whole table.</param>
    /// <param name="shards">Wanted; no more than there are blocks.</param>
    public ShardMap(int rows, int shards)
    {
        Rows = rows;
        Blocks = (rows + BlockRows - 1) / BlockRows;
        Shards = Math.Min(shards, Blocks);
        _firstRows = [.. Enumerable.Range(0, Shards + 1).Select(shard => Math.Min(rows, FirstBlock(shard) * BlockRows))];
    }

    public int Rows { get; }

    public int Blocks { get; }

    public int Shards { get; }

    public static ShardMap Of(RunContext context) => new(context.Model.Layout.Shape.Features.Rows, context.Options.Training.EmbeddingShards);

    /// <summary>First block of a shard; of the number after the last shard: the number of blocks.</summary>
    public int FirstBlock(int shard) => (int)((long)Blocks * shard / Shards);

    public int FirstRow(int shard) => _firstRows[shard];

    public int RowCount(int shard) => _firstRows[shard + 1] - _firstRows[shard];

    /// <summary>Divides ascending rows by shard; shards without any are left out.</summary>
    public IReadOnlyList<(int Shard, Range Range)> Split(ReadOnlySpan<int> rows)
    {
        var parts = new List<(int, Range)>(Shards);
        var start = 0;
        for (var shard = 0; shard < Shards && start < rows.Length; shard++)
        {
            var end = start + LowerBound(rows[start..], _firstRows[shard + 1]);
            if (end > start) parts.Add((shard, start..end));
            start = end;
        }
        return parts;
    }

    private static int LowerBound(ReadOnlySpan<int> ascending, int value)
    {
        var found = ascending.BinarySearch(value);
        return found < 0 ? ~found : found;
    }
}
