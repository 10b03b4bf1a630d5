using System.Collections.Concurrent;
using System.Threading.Channels;
using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Orleans.Serialization;

namespace Aread.Distributed.Tests.Synchronization;

/// <summary>Hands out pieces one by one, when it is told to.</summary>
internal sealed class SlowSender : IParcelSender
{
    private readonly ConcurrentQueue<TaskCompletionSource> _waiting = [];
    private readonly Channel<int> _asked = Channel.CreateUnbounded<int>();

    public SlowSender(Serializer serializer) => Shelf = new ParcelShelf(serializer, this);

    public ParcelShelf Shelf { get; }

    /// <summary>Bytes of each piece.</summary>
    public ConcurrentBag<int> Pieces { get; } = [];

    /// <summary>Waits until that many pieces are asked for and not handed out.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> UntilWaitingAsync(int count)
    {
        while (_waiting.Count < count) await _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);
        return _waiting.Count;
    }

    public void Release()
    {
        if (_waiting.TryDequeue(out var next)) next.SetResult();
    }

    public Task<int> PackParcelAsync(long number) => Shelf.PackAsync(number);

    public async Task<Blob<byte>> ReadParcelAsync(long number, int offset)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        _asked.Writer.TryWrite(offset);
        await turn.Task;
        var piece = Shelf.Read(number, offset);
        Pieces.Add(piece.Values.Length);
        return piece;
    }
}
