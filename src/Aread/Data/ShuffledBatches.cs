namespace Aread.Data;

/// <summary>
/// One pass over a domain's samples in shuffled batches: row groups in random order, the samples of each in random order. What
/// a row group leaves over is joined with the next, so a pass has ceil(samples / batch size) batches, all full but the last.
/// </summary>
/// <param name="source">The samples.</param>
/// <param name="batchSize">Samples per batch.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="purpose">What the pass is for; with <paramref name="name"/> it names the random streams.</param>
/// <param name="name">Domain and pass.</param>
public sealed class ShuffledBatches(ISampleSource source, int batchSize, long seed, string purpose, params long[] name)
{
    private readonly int[] _groups = GroupOrder(source, seed, purpose, name);
    private int _group;
    private int _next;
    private SampleBlock? _samples;
    private int[] _order = [];

    /// <summary>Batches already taken or skipped.</summary>
    public long Position { get; private set; }

    /// <summary>Passes over samples that were taken, in the order of the batches, until the pass ends.</summary>
    /// <returns>Null after the last batch.</returns>
    public async ValueTask<SampleBlock?> NextAsync(CancellationToken cancellationToken = default)
    {
        var ids = new List<int>(batchSize * source.Columns);
        var labels = new List<byte>(batchSize);
        while (labels.Count < batchSize && _group < _groups.Length)
        {
            _samples ??= await LoadAsync(cancellationToken);
            var take = Math.Min(batchSize - labels.Count, _order.Length - _next);
            foreach (var row in _order.AsSpan(_next, take))
            {
                ids.AddRange(_samples.Sample(row));
                labels.Add(_samples.Labels[row]);
            }
            Advance(take);
        }
        if (labels.Count == 0) return null;
        Position++;
        return new SampleBlock(source.Columns, [.. ids], [.. labels]);
    }

    /// <summary>Goes to a batch without reading those before it.</summary>
    /// <param name="batch">At or after <see cref="Position"/>.</param>
    public void SkipTo(long batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, Position);
        var samples = (batch - Position) * batchSize;
        while (samples > 0 && _group < _groups.Length)
        {
            var take = (int)Math.Min(samples, source.RowGroupSamples[_groups[_group]] - _next);
            Advance(take);
            samples -= take;
        }
        Position = batch;
    }

    private async ValueTask<SampleBlock> LoadAsync(CancellationToken cancellationToken)
    {
        var group = _groups[_group];
        var samples = await source.ReadAsync(group, cancellationToken);
        _order = new int[samples.Count];
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        new RandomStream(seed, purpose + ".samples", [.. name, group]).Shuffle<int>(_order);
        return samples;
    }

    private void Advance(int samples)
    {
        _next += samples;
        if (_next < source.RowGroupSamples[_groups[_group]]) return;
        (_samples, _next) = (null, 0);
        _group++;
    }

    private static int[] GroupOrder(ISampleSource source, long seed, string purpose, long[] name)
    {
        var groups = new int[source.RowGroupSamples.Count];
        for (var i = 0; i < groups.Length; i++) groups[i] = i;
        new RandomStream(seed, purpose + ".groups", name).Shuffle<int>(groups);
        return groups;
    }
}
