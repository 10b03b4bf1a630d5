using Aread.Distributed.Contracts;
using Aread.Training;

namespace Aread.Distributed.Synchronization;

/// <summary>The embedding table as one, wherever its shards are. Rows travel in messages of bounded size.</summary>
public sealed class EmbeddingShards : IEmbeddingReader
{
    private readonly ShardMap _map;
    private readonly IEmbeddingShardGrain[] _grains;
    private readonly int _size;
    private readonly long _attempt;

    public EmbeddingShards(RunContext context, RunSetup setup, IGrainFactory grains)
    {
        _attempt = setup.Attempt;
        _map = ShardMap.Of(context);
        _size = context.Model.Layout.Shape.EmbeddingSize;
        _grains = [.. Enumerable.Range(0, _map.Shards).Select(shard => grains.GetGrain<IEmbeddingShardGrain>(shard, setup.Run))];
    }

    public IReadOnlyList<IEmbeddingShardGrain> Grains => _grains;

    public async ValueTask<float[]> GatherAsync(int[] rows, CancellationToken cancellationToken = default)
    {
        var pieces = Pieces(rows);
        if (pieces.Count == 1) return (await _grains[pieces[0].Shard].GatherAsync(_attempt, rows)).Values;
        var vectors = GC.AllocateUninitializedArray<float>(rows.Length * _size);
        await WireLimit.ForEachAsync(pieces, async piece =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var gathered = await _grains[piece.Shard].GatherAsync(_attempt, rows[piece.Range]);
            gathered.Values.CopyTo(vectors, piece.Range.Start.Value * _size);
        });
        return vectors;
    }

    public async ValueTask<float[]> RefreshAsync(int[] rows, float[] vectors, long since, CancellationToken cancellationToken = default)
    {
        await WireLimit.ForEachAsync(Pieces(rows), async piece =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var changed = await _grains[piece.Shard].GatherChangedAsync(_attempt, rows[piece.Range], since);
            for (var i = 0; i < changed.Positions.Values.Length; i++)
                changed.Vectors.Values.AsSpan(i * _size, _size).CopyTo(vectors.AsSpan((piece.Range.Start.Value + changed.Positions.Values[i]) * _size));
        });
        return vectors;
    }

    /// <summary>Hands row gradients of a batch to the shards, where they wait for the step's commit.</summary>
    public Task StageAsync(StepStamp stamp, long batch, RowGradients gradients)
    {
        var pieces = Pieces(gradients.Rows);
        return pieces.Count == 1
            ? _grains[pieces[0].Shard].StageAsync(stamp, batch, gradients.Rows, gradients.Values)
            : WireLimit.ForEachAsync(pieces, piece => _grains[piece.Shard].StageAsync(
                stamp, batch, gradients.Rows[piece.Range], gradients.Values[(piece.Range.Start.Value * _size)..(piece.Range.End.Value * _size)]));
    }

    /// <summary>Applies what was staged for a step.</summary>
    public Task CommitAsync(StepStamp stamp, int batches) => Task.WhenAll(_grains.Select(shard => shard.CommitAsync(stamp, batches)));

    /// <summary>Rows by shard, in pieces that fit a message with their vectors.</summary>
    private IReadOnlyList<(int Shard, Range Range)> Pieces(int[] rows)
    {
        var most = WireLimit.Bytes / (sizeof(float) * _size + sizeof(int));
        return [.. _map.Split(rows).SelectMany(part => WireLimit.Pieces(part.Range.End.Value - part.Range.Start.Value, most)
            .Select(piece => (part.Shard, new Range(part.Range.Start.Value + piece.Start.Value, part.Range.Start.Value + piece.End.Value))))];
    }
}
