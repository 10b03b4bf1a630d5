using Aread.Distributed.Checkpoints;
using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Aread.Training;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="IEmbeddingShardGrain"/>
[GrainType("aread.embedding-shard"), Immovable, KeepAlive]
public sealed class EmbeddingShardGrain(RunContexts contexts, RunResidents residents, ILocalSiloDetails silo) : Grain, IEmbeddingShardGrain
{
    /// <summary>By batch and first row: the order in which they are summed.</summary>
    private readonly SortedDictionary<(long Batch, int FirstRow), RowGradients> _staged = [];
    private RunSetup? _setup;
    private EmbeddingTable? _table;
    private IReadOnlyList<RowBlock>? _snapshot;

    /// <summary>For each row: steps applied when it last changed.</summary>
    private long[] _changed = [];
    private long _applied;
    private bool _movesEveryRow;

    private int Shard => (int)this.GetPrimaryKeyLong(out _);

    public async Task<StartReply> StartAsync(RunSetup setup)
    {
        if (_setup is { } held && held.Attempt > setup.Attempt) throw Lost(setup.Attempt);
        if (_setup is null) residents.Enter(setup.Run);
        (_setup, _table) = (setup, null);
        RunContext context;
        try
        {
            context = await contexts.OfAsync(setup);
        }
        catch (AreadException unfit)
        {
            return new StartReply(silo.SiloAddress, unfit.Message);
        }
        var map = ShardMap.Of(context);
        var options = context.Options;
        var (first, rows) = (map.FirstRow(Shard), map.RowCount(Shard));
        _table = await Task.Run(() => new EmbeddingTable(first, rows, options.Hei.EmbeddingSize, options.Hei.EmbeddingInitialRange, options.Training));
        (_applied, _snapshot, _movesEveryRow) = (0, null, options.Training.DenseEmbeddingUpdates);
        _changed = new long[rows];
        _staged.Clear();
        return new StartReply(silo.SiloAddress);
    }

    public Task MoveAsync(SiloAddress target)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, target);
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public Task EndAsync(long attempt)
    {
        if (_setup is null || _setup.Attempt <= attempt) DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Blob<float>> GatherAsync(long attempt, Blob<int> rows)
    {
        var table = Table(attempt);
        var vectors = GC.AllocateUninitializedArray<float>(rows.Values.Length * table.Size);
        table.Gather(rows.Values, vectors);
        RunTelemetry.Gathered(_setup!.Run, rows.Values.Length);
        return Task.FromResult<Blob<float>>(vectors);
    }

    public Task<ChangedRows> GatherChangedAsync(long attempt, Blob<int> rows, long since)
    {
        var table = Table(attempt);
        int[] positions = [.. Enumerable.Range(0, rows.Values.Length).Where(i => _movesEveryRow || _changed[rows.Values[i] - table.FirstRow] > since)];
        var vectors = GC.AllocateUninitializedArray<float>(positions.Length * table.Size);
        table.Gather(Array.ConvertAll(positions, i => rows.Values[i]), vectors);
        RunTelemetry.Gathered(_setup!.Run, positions.Length);
        return Task.FromResult(new ChangedRows(positions, vectors));
    }

    public Task StageAsync(StepStamp stamp, long batch, Blob<int> rows, Blob<float> gradients)
    {
        _ = Table(stamp.Attempt);
        if (stamp.Step != _applied) throw new GrainLostException($"Shard {Shard} is at step {_applied}; gradients came for {stamp}.");
        if (rows.Values.Length > 0) _staged[(batch, rows.Values[0])] = new RowGradients(rows.Values, gradients.Values);
        return Task.CompletedTask;
    }

    public async Task CommitAsync(StepStamp stamp, int batches)
    {
        var table = Table(stamp.Attempt);
        if (stamp.Step < _applied) return;
        if (stamp.Step > _applied) throw new GrainLostException($"Shard {Shard} is at step {_applied}; it was told to commit {stamp}.");
        RowGradients[] staged = [.. _staged.Values];
        _staged.Clear();
        if (staged.Length > 0 || _movesEveryRow)
        {
            var moved = await Task.Run(() =>
            {
                var mean = RowGradients.Mean(staged, batches, table.Size);
                table.Apply(mean.Rows, mean.Values);
                return mean.Rows;
            });
            foreach (var row in moved) _changed[row - table.FirstRow] = stamp.Step + 1;
        }
        _applied = stamp.Step + 1;
    }

    public async Task SnapshotAsync(StepStamp stamp)
    {
        var table = Table(stamp.Attempt);
        _snapshot = await Task.Run(() => RowBlock.CopyOf(table));
    }

    public async Task<IReadOnlyList<SavedFile>> WriteSnapshotAsync(StepStamp stamp, CancellationToken cancellationToken)
    {
        _ = Table(stamp.Attempt);
        var (snapshot, checkpoints) = (_snapshot!, new CheckpointStore(_setup!.CheckpointDirectory));
        var files = new List<SavedFile>();
        foreach (var block in snapshot) files.Add(SavedFile.Of(await RowsPart.WriteAsync(checkpoints, block, cancellationToken)));
        if (ReferenceEquals(_snapshot, snapshot)) _snapshot = null;
        return files;
    }

    public async Task RestoreAsync(StepStamp stamp, IReadOnlyList<SavedFile> files, CancellationToken cancellationToken)
    {
        var (table, checkpoints) = (Table(stamp.Attempt), new CheckpointStore(_setup!.CheckpointDirectory));
        foreach (var (block, first, rows) in RowBlock.Of(table))
        {
            var file = files.FirstOrDefault(file => file.Part == RowsPart.Name(block))
                ?? throw new AreadException($"The checkpoint of run '{_setup.Run}' has no part '{RowsPart.Name(block)}'. It is of another data set or incomplete.");
            await RowsPart.RestoreAsync(checkpoints, file.ToCheckpointFile(), table, first, rows, cancellationToken);
        }
        _staged.Clear();
        _applied = stamp.Step;
        Array.Fill(_changed, stamp.Step);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_setup is not null) residents.Leave(_setup.Run);
        return Task.CompletedTask;
    }

    private EmbeddingTable Table(long attempt) => _table is { } table && _setup!.Attempt == attempt ? table : throw Lost(attempt);

    private GrainLostException Lost(long attempt) =>
        new($"Embedding shard {Shard} of the run in {silo.SiloAddress} serves {(_setup is null ? "no attempt" : $"attempt {_setup.Attempt}")}, not attempt {attempt}.");
}
