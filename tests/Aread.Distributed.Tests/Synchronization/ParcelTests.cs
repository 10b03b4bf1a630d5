using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Aread.Distributed.Tests.Synchronization;

public sealed class ParcelTests
{
    private readonly Serializer _serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    [Theory]
    [InlineData(0, true)]
    [InlineData(WireLimit.Bytes, true)]
    [InlineData(WireLimit.Bytes + sizeof(float), false)]
    public void What_fits_a_message_travels_in_it(int bytes, bool fits)
    {
        var parcel = new ParcelShelf(_serializer, new SlowSender(_serializer)).Wrap(Weights(bytes / sizeof(float)));
        Assert.Equal(fits, parcel.Whole is not null);
        Assert.InRange(fits ? _serializer.SerializeToArray(parcel).Length : 0, 0, 4 << 20);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(11, 4)]
    public async Task What_does_not_comes_in_pieces_so_many_at_a_time(int pieces, int atOnce)
    {
        var sender = new SlowSender(_serializer);
        var content = Weights((int)((pieces - 0.5) * WireLimit.Bytes / sizeof(float)));
        var number = sender.Shelf.Wrap(content).Number;
        var opening = new Parcel<DenseWeights> { Sender = sender, Number = number }.OpenAsync(_serializer);

        for (var read = 0; read < pieces;)
        {
            // All that may be under way is, and the next piece waits for one of these.
            var waiting = await sender.UntilWaitingAsync(Math.Min(atOnce, pieces - read));
            Assert.InRange(waiting, 1, WireLimit.Window);
            sender.Release();
            read++;
        }

        Assert.Equal(content.Weights.Values, (await opening).Weights.Values);
        Assert.Equal(pieces, sender.Pieces.Count);
        Assert.All(sender.Pieces, bytes => Assert.InRange(bytes, 1, WireLimit.Bytes));
        await Assert.ThrowsAsync<GrainLostException>(() => sender.PackParcelAsync(number));
    }

    [Fact]
    public async Task A_parcel_that_its_sender_has_forgotten_is_lost()
    {
        var sender = new SlowSender(_serializer);
        var number = sender.Shelf.Wrap(Weights(2 * WireLimit.Bytes / sizeof(float))).Number;
        sender.Shelf.Clear();
        await Assert.ThrowsAsync<GrainLostException>(() => new Parcel<DenseWeights> { Sender = sender, Number = number }.OpenAsync(_serializer));
    }

    private static DenseWeights Weights(int count) => new(1, Enumerable.Range(0, count).Select(i => (float)i).ToArray(), Array.Empty<float>());
}
