using Aread.Distributed.Synchronization;
using Aread.Training;

namespace Aread.Distributed.Checkpoints;

/// <summary>A copy of a block of embedding rows with their Adam state.</summary>
/// <param name="Block">Number of the block in the whole table.</param>
/// <param name="Weights">[rows, E]; the moments too.</param>
/// <param name="StepCounts">[rows]</param>
public sealed record RowBlock(int Block, int Size, float[] Weights, float[] FirstMoments, float[] SecondMoments, int[] StepCounts)
{
    /// <summary>The blocks of a range of rows: number in the whole table, first row within the range, rows.</summary>
    public static IEnumerable<(int Block, int First, int Rows)> Of(EmbeddingTable table)
    {
        for (var first = 0; first < table.Rows; first += ShardMap.BlockRows)
            yield return ((table.FirstRow + first) / ShardMap.BlockRows, first, Math.Min(ShardMap.BlockRows, table.Rows - first));
    }

    /// <summary>All blocks of a range of rows as they are now.</summary>
    public static IReadOnlyList<RowBlock> CopyOf(EmbeddingTable table) => [.. Of(table).Select(block =>
    {
        var (start, length) = (block.First * table.Size, block.Rows * table.Size);
        return new RowBlock(block.Block, table.Size,
            table.Weights.AsSpan(start, length).ToArray(),
            table.FirstMoments.AsSpan(start, length).ToArray(),
            table.SecondMoments.AsSpan(start, length).ToArray(),
            table.StepCounts.AsSpan(block.First, block.Rows).ToArray());
    })];
}
