using Aread.Training;

namespace Aread.Distributed.Checkpoints;

/// <summary>A block of embedding rows with their Adam state in a checkpoint.</summary>
public static class RowsPart
{
    /// <param name="block">Number of the block in the whole table.</param>
    public static string Name(int block) => $"embedding-{block:D5}";

    /// <param name="first">First row of the block, counted within <paramref name="table"/>.</param>
    public static Task<CheckpointFile> WriteAsync(CheckpointStore store, int block, EmbeddingTable table, int first, int rows, CancellationToken cancellationToken)
    {
        var (start, length) = (first * table.Size, rows * table.Size);
        long[] shape = [rows, table.Size];
        return store.WritePartAsync(Name(block),
        [
            new CheckpointTensor("weight", shape, table.Weights.AsSpan(start, length).ToArray()),
            new CheckpointTensor("adam.first_moments", shape, table.FirstMoments.AsSpan(start, length).ToArray()),
            new CheckpointTensor("adam.second_moments", shape, table.SecondMoments.AsSpan(start, length).ToArray()),
            new CheckpointTensor("adam.step_counts", [rows], table.StepCounts.AsSpan(first, rows).ToArray()),
        ], null, cancellationToken);
    }

    /// <param name="first">As for <see cref="WriteAsync"/>.</param>
    /// <param name="rows">How many rows the block must have.</param>
    /// <exception cref="AreadException">The part is damaged or of another table.</exception>
    public static async Task RestoreAsync(CheckpointStore store, CheckpointFile file, EmbeddingTable table, int first, int rows, CancellationToken cancellationToken)
    {
        var part = await store.ReadPartAsync(file, cancellationToken);
        table.Restore(first, rows, part["weight"].Floats, part["adam.first_moments"].Floats, part["adam.second_moments"].Floats, part["adam.step_counts"].Integers);
    }
}
