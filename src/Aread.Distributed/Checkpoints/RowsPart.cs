using Aread.Training;

namespace Aread.Distributed.Checkpoints;

/// <summary>A block of embedding rows with their Adam state in a checkpoint.</summary>
public static class RowsPart
{
    /// <param name="block">Number of the block in the whole table.</param>
    public static string Name(int block) => $"embedding-{block:D5}";

    public static Task<CheckpointFile> WriteAsync(CheckpointStore store, RowBlock block, CancellationToken cancellationToken)
    {
        var rows = block.StepCounts.Length;
        long[] shape = [rows, block.Size];
        return store.WritePartAsync(Name(block.Block),
        [
            new CheckpointTensor("weight", shape, block.Weights),
            new CheckpointTensor("adam.first_moments", shape, block.FirstMoments),
            new CheckpointTensor("adam.second_moments", shape, block.SecondMoments),
            new CheckpointTensor("adam.step_counts", [rows], block.StepCounts),
        ], null, cancellationToken);
    }

    /// <param name="first">First row of the block, counted within <paramref name="table"/>.</param>
    /// <param name="rows">How many rows the block must have.</param>
    /// <exception cref="AreadException">The part is damaged or of another table.</exception>
    public static async Task RestoreAsync(CheckpointStore store, CheckpointFile file, EmbeddingTable table, int first, int rows, CancellationToken cancellationToken)
    {
        var part = await store.ReadPartAsync(file, cancellationToken);
        table.Restore(first, rows, part["weight"].Floats, part["adam.first_moments"].Floats, part["adam.second_moments"].Floats, part["adam.step_counts"].Integers);
    }

    /// <summary>The vectors alone.</summary>
    /// <returns>[rows, E]</returns>
    /// <exception cref="AreadException">The part is damaged.</exception>
    public static async Task<float[]> ReadWeightsAsync(CheckpointStore store, CheckpointFile file, CancellationToken cancellationToken) =>
        (await store.ReadPartAsync(file, cancellationToken))["weight"].Floats;
}
