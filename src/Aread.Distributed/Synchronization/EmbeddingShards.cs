using Aread.Distributed.Contracts;
using Aread.Training;

namespace Aread.Distributed.Synchronization;

/// <summary>The embedding table as one, wherever its shards are.</summary>
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
        var parts = _map.Split(rows);
        if (parts.Count == 1) return (await _grains[parts[0].Shard].GatherAsync(rows, cancellationToken)).Values;
        var gathered = await Task.WhenAll(parts.Select(part => _grains[part.Shard].GatherAsync(rows[part.Range], cancellationToken)));
        var vectors = GC.AllocateUninitializedArray<float>(rows.Length * _size);
        for (var i = 0; i < parts.Count; i++) gathered[i].Values.CopyTo(vectors, parts[i].Range.Start.Value * _size);
        return vectors;
    }

    /// <summary>Hands row gradients to the shards, where they wait for the step's commit.</summary>
    public Task StageAsync(long step, int[] rows, float[] gradients)
    {
        var parts = _map.Split(rows);
        return parts.Count == 1
            ? _grains[parts[0].Shard].StageAsync(_attempt, step, rows, gradients)
            : Task.WhenAll(parts.Select(part => _grains[part.Shard].StageAsync(
                _attempt, step, rows[part.Range], gradients[(part.Range.Start.Value * _size)..(part.Range.End.Value * _size)])));
    }

    /// <summary>Applies what was staged for a step.</summary>
    public Task CommitAsync(long step) => Task.WhenAll(_grains.Select(shard => shard.CommitAsync(_attempt, step)));
}
