using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>A few per run, keyed by the shard's number and the run's name: owns a range of embedding rows with their Adam state.</summary>
[Alias("Aread.IEmbeddingShardGrain")]
public interface IEmbeddingShardGrain : IGrainWithIntegerCompoundKey
{
    [Alias("Start")]
    [ResponseTimeout("00:10:00")]
    Task StartAsync(RunSetup setup);

    /// <summary>The run is over: what is held for it is let go.</summary>
    [Alias("End")]
    Task EndAsync();

    /// <param name="rows">[U] distinct rows of this shard, ascending, by their numbers in the whole table.</param>
    /// <returns>[U, E]</returns>
    [Alias("Gather")]
    Task<Blob<float>> GatherAsync(Blob<int> rows, CancellationToken cancellationToken);

    /// <summary>Keeps row gradients of a step until it is committed; a repeated step replaces what it staged before.</summary>
    /// <param name="attempt">As in <see cref="RunSetup"/>; gradients of another one are refused.</param>
    /// <param name="rows">[U] distinct rows of this shard, ascending.</param>
    /// <param name="gradients">[U, E]</param>
    [Alias("Stage")]
    Task StageAsync(long attempt, long step, Blob<int> rows, Blob<float> gradients);

    /// <summary>Applies what was staged for a step. A commit of a step already applied does nothing.</summary>
    [Alias("Commit")]
    Task CommitAsync(long attempt, long step);

    /// <summary>Writes the shard's parts of a checkpoint.</summary>
    [Alias("Save")]
    [ResponseTimeout("00:30:00")]
    Task<IReadOnlyList<SavedFile>> SaveAsync(CancellationToken cancellationToken);

    /// <param name="files">Files of the whole checkpoint; the shard reads those of its rows.</param>
    /// <param name="step">Steps applied in that checkpoint.</param>
    [Alias("Restore")]
    [ResponseTimeout("00:30:00")]
    Task RestoreAsync(IReadOnlyList<SavedFile> files, long step, CancellationToken cancellationToken);
}
