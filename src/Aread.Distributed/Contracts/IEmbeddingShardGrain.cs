using Aread.Distributed.Synchronization;
using Orleans.CodeGeneration;
using Orleans.Concurrency;

namespace Aread.Distributed.Contracts;

/// <summary>A few per run, keyed by the shard's number and the run's name: owns a range of embedding rows with their Adam state.</summary>
/// <remarks>Every call of its own throws <see cref="GrainLostException"/> if the grain does not serve the attempt of the order.</remarks>
[Version(1)]
[Alias("Aread.IEmbeddingShardGrain")]
[GrainInterfaceType("Aread.IEmbeddingShardGrain")]
public interface IEmbeddingShardGrain : IRunPartGrain
{
    /// <param name="rows">[U] distinct rows of this shard, ascending, by their numbers in the whole table.</param>
    /// <returns>[U, E]</returns>
    [Alias("Gather")]
    Task<Blob<float>> GatherAsync(long attempt, Blob<int> rows);

    /// <summary>Of rows gathered before, those that later steps have changed.</summary>
    /// <param name="since">Steps that had been applied for certain when they were gathered.</param>
    [Alias("GatherChanged")]
    Task<ChangedRows> GatherChangedAsync(long attempt, Blob<int> rows, long since);

    /// <summary>Keeps row gradients of a batch until its step is committed. Repeated, they replace what was kept before.</summary>
    /// <param name="batch">Number of the batch in the run.</param>
    /// <param name="rows">[U] distinct rows of this shard, ascending. A batch may come in several pieces, each of other rows.</param>
    /// <param name="gradients">[U, E]</param>
    [Alias("Stage")]
    Task StageAsync(StepStamp stamp, long batch, Blob<int> rows, Blob<float> gradients);

    /// <summary>Applies what was staged for a step. A commit of a step already applied does nothing.</summary>
    /// <param name="batches">Batches of the step, over which gradients are averaged.</param>
    [Alias("Commit")]
    Task CommitAsync(StepStamp stamp, int batches);

    /// <summary>Copies what belongs into a checkpoint, to be written while training goes on.</summary>
    [Alias("Snapshot")]
    Task SnapshotAsync(StepStamp stamp);

    /// <summary>Writes what the last snapshot copied, a file for each block of rows.</summary>
    [Alias("WriteSnapshot")]
    [AlwaysInterleave]
    [ResponseTimeout("00:30:00")]
    Task<IReadOnlyList<SavedFile>> WriteSnapshotAsync(StepStamp stamp, CancellationToken cancellationToken);

    /// <param name="stamp">Its step: steps applied in that checkpoint.</param>
    /// <param name="files">Files of the whole checkpoint; the shard reads those of its rows.</param>
    [Alias("Restore")]
    [ResponseTimeout("00:30:00")]
    Task RestoreAsync(StepStamp stamp, IReadOnlyList<SavedFile> files, CancellationToken cancellationToken);
}
