using System.Collections.Concurrent;
using Aread.Distributed.Contracts;
using Orleans.Serialization;

namespace Aread.Distributed.Synchronization;

/// <summary>A grain's large parcels until they are fetched.</summary>
internal sealed class ParcelShelf(Serializer serializer, IParcelSender sender)
{
    private readonly ConcurrentDictionary<long, Waiting> _waiting = [];
    private long _number;

    /// <param name="content">Not to be changed any more.</param>
    public Parcel<T> Wrap<T>(T content) where T : class, IParcelContent
    {
        if (content.WireBytes <= WireLimit.Bytes) return new Parcel<T> { Whole = content };
        var number = Interlocked.Increment(ref _number);
        _waiting[number] = new Waiting(() => serializer.SerializeToArray(content));
        return new Parcel<T> { Sender = sender, Number = number }.WithLocal(content, () => _waiting.TryRemove(number, out _));
    }

    /// <inheritdoc cref="IParcelSender.PackParcelAsync"/>
    public Task<int> PackAsync(long number)
    {
        var parcel = Find(number);
        return Task.Run(() => parcel.Left = parcel.Bytes.Value.Length);
    }

    /// <inheritdoc cref="IParcelSender.ReadParcelAsync"/>
    public Blob<byte> Read(long number, int offset)
    {
        var parcel = Find(number);
        var bytes = parcel.Bytes.Value;
        var piece = bytes.AsSpan(offset, Math.Min(WireLimit.Bytes, bytes.Length - offset)).ToArray();
        if ((parcel.Left -= piece.Length) == 0) _waiting.TryRemove(number, out _);
        return piece;
    }

    public void Clear() => _waiting.Clear();

    private Waiting Find(long number) =>
        _waiting.TryGetValue(number, out var parcel) ? parcel : throw new GrainLostException($"{sender} has no parcel {number}.");

    private sealed class Waiting(Func<byte[]> pack)
    {
        public Lazy<byte[]> Bytes { get; } = new(pack);

        /// <summary>Bytes not fetched yet.</summary>
        public int Left { get; set; }
    }
}
