using Aread.Distributed.Contracts;
using Orleans.Serialization;

namespace Aread.Distributed.Synchronization;

/// <summary>
/// Something that may be too large for one message. Small, it travels in it; large, it stays with its sender, and the receiver fetches it in pieces.
/// Inside a silo it is handed on by reference.
/// </summary>
[GenerateSerializer, Immutable, Alias("Aread.Parcel`1")]
public sealed record Parcel<T> : WireRecord where T : class, IParcelContent
{
    [NonSerialized]
    private T? _local;

    [NonSerialized]
    private Action? _release;

    /// <summary>The content, if it is small.</summary>
    [Id(0)]
    public T? Whole { get; init; }

    [Id(1)]
    public IParcelSender? Sender { get; init; }

    [Id(2)]
    public long Number { get; init; }

    /// <param name="release">Called when the content was taken inside the silo.</param>
    internal Parcel<T> WithLocal(T content, Action release)
    {
        (_local, _release) = (content, release);
        return this;
    }

    /// <summary>The content; once.</summary>
    /// <exception cref="GrainLostException">Its sender has it no more.</exception>
    public async Task<T> OpenAsync(Serializer serializer)
    {
        if (Whole is { } whole) return whole;
        if (_local is { } local)
        {
            _release?.Invoke();
            return local;
        }
        var bytes = GC.AllocateUninitializedArray<byte>(await Sender!.PackParcelAsync(Number));
        await WireLimit.ForEachAsync(WireLimit.Pieces(bytes.Length, WireLimit.Bytes), async range =>
        {
            var piece = await Sender.ReadParcelAsync(Number, range.Start.Value);
            piece.Values.CopyTo(bytes, range.Start.Value);
        });
        return await Task.Run(() => serializer.Deserialize<T>(bytes)!);
    }
}
