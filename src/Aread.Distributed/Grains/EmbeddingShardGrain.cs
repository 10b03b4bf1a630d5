using Aread.Distributed.Checkpoints;
using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Aread.Training;
using Orleans.Placement;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="IEmbeddingShardGrain"/>
[GrainType("aread.embedding-shard"), Immovable, KeepAlive]
public sealed class EmbeddingShardGrain(RunContexts contexts) : Grain, IEmbeddingShardGrain
{
    private RunSetup? _setup;
    private EmbeddingTable? _table;
    private (long Step, int[] Rows, float[] Gradients)? _staged;
    private long _applied;
    private bool _movesEveryRow;

    private EmbeddingTable Table => _table ?? throw new InvalidOperationException($"Shard {this.GetGrainId()} has not been started by its coordinator in this silo.");

    private int Shard => (int)this.GetPrimaryKeyLong(out _);

    private CheckpointStore Checkpoints => new(_setup!.CheckpointDirectory);

    public async Task StartAsync(RunSetup setup)
    {
        var context = await contexts.OfAsync(setup);
        var map = ShardMap.Of(context);
        (_setup, _staged, _applied) = (setup, null, 0);
        var options = context.Options;
        _movesEveryRow = options.Training.DenseEmbeddingUpdates;
        _table = await Task.Run(() => new EmbeddingTable(
            map.FirstRow(Shard), map.RowCount(Shard), options.Hei.EmbeddingSize, options.Hei.EmbeddingInitialRange, options.Training));
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Blob<float>> GatherAsync(Blob<int> rows, CancellationToken cancellationToken)
    {
        var vectors = GC.AllocateUninitializedArray<float>(rows.Values.Length * Table.Size);
        Table.Gather(rows.Values, vectors);
        return Task.FromResult<Blob<float>>(vectors);
    }

    public Task StageAsync(long attempt, long step, Blob<int> rows, Blob<float> gradients)
    {
        RequireAttempt(attempt);
        if (step < _applied) throw new InvalidOperationException($"Step {step} is already applied; the shard is at step {_applied}.");
        _staged = (step, rows.Values, gradients.Values);
        return Task.CompletedTask;
    }

    public async Task CommitAsync(long attempt, long step)
    {
        RequireAttempt(attempt);
        if (step < _applied) return;
        var table = Table;
        if (_staged is { } staged && staged.Step == step) await Task.Run(() => table.Apply(staged.Rows, staged.Gradients));
        else if (_movesEveryRow) await Task.Run(() => table.Apply([], []));
        (_staged, _applied) = (null, step + 1);
    }

    public async Task<IReadOnlyList<SavedFile>> SaveAsync(CancellationToken cancellationToken)
    {
        var files = new List<SavedFile>();
        foreach (var (block, first, rows) in Blocks())
            files.Add(SavedFile.Of(await RowsPart.WriteAsync(Checkpoints, block, Table, first, rows, cancellationToken)));
        return files;
    }

    public async Task RestoreAsync(IReadOnlyList<SavedFile> files, long step, CancellationToken cancellationToken)
    {
        foreach (var (block, first, rows) in Blocks())
        {
            var file = files.FirstOrDefault(file => file.Part == RowsPart.Name(block))
                ?? throw new AreadException($"The checkpoint of run '{_setup!.Run}' has no part '{RowsPart.Name(block)}'. It is of another data set or incomplete.");
            await RowsPart.RestoreAsync(Checkpoints, file.ToCheckpointFile(), Table, first, rows, cancellationToken);
        }
        (_staged, _applied) = (null, step);
    }

    private void RequireAttempt(long attempt)
    {
        if (_setup?.Attempt != attempt) throw new InvalidOperationException($"Shard {this.GetGrainId()} serves attempt {_setup?.Attempt}, not {attempt}.");
    }

    /// <summary>The shard's blocks: number in the whole table, first row within the shard, rows.</summary>
    private IEnumerable<(int Block, int First, int Rows)> Blocks()
    {
        for (var first = 0; first < Table.Rows; first += ShardMap.BlockRows)
            yield return ((Table.FirstRow + first) / ShardMap.BlockRows, first, Math.Min(ShardMap.BlockRows, Table.Rows - first));
    }
}
