using System.Collections.Concurrent;
using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Orleans.Serialization;

namespace Aread.Distributed.Tests.Synchronization;

public sealed class WireGrain(Serializer serializer) : Grain, IWireGrain
{
    private static readonly ConcurrentDictionary<string, float[]> Sent = [];
    private ParcelShelf? _parcels;

    private ParcelShelf Parcels => _parcels ??= new ParcelShelf(serializer, this.AsReference<IParcelSender>());

    public Task<string> WhereAsync() => Task.FromResult(RuntimeIdentity);

    public Task<Parcel<DenseWeights>> SendAsync(int count)
    {
        float[] weights = [.. Enumerable.Range(0, count)];
        Sent[this.GetPrimaryKeyString()] = weights;
        return Task.FromResult(Parcels.Wrap(new DenseWeights(7, weights, new float[3])));
    }

    public async Task<WireReceipt> ReceiveAsync(IWireGrain sender, int count)
    {
        var parcel = await sender.SendAsync(count);
        var content = await parcel.OpenAsync(serializer);
        var weights = content.Weights.Values;
        return new WireReceipt(
            parcel.Whole is not null,
            ReferenceEquals(weights, Sent[sender.GetPrimaryKeyString()]),
            (content.WeightsVersion, content.Buffers.Values.Length, weights.Length) == (7, 3, count) && weights.Index().All(weight => weight.Item == weight.Index),
            parcel.Sender is not null && await IsGoneAsync(parcel));
    }

    public Task ThrowAsync(string type, string message) => throw (Exception)Activator.CreateInstance(typeof(AreadException).Assembly.GetType(type) ?? typeof(GrainLostException).Assembly.GetType(type, throwOnError: true)!, message)!;

    public Task<RunStatus> ReplyAsync(int version) => Task.FromResult(new RunStatus("run", "runs", "", 0, 0, "") { Version = version });

    public Task<RunStatus> PassAsync(IWireGrain other, int version) => other.ReplyAsync(version);

    public Task<int> PackParcelAsync(long number) => Parcels.PackAsync(number);

    public Task<Blob<byte>> ReadParcelAsync(long number, int offset) => Task.FromResult(Parcels.Read(number, offset));

    private static async Task<bool> IsGoneAsync(Parcel<DenseWeights> parcel)
    {
        try
        {
            await parcel.Sender!.PackParcelAsync(parcel.Number);
            return false;
        }
        catch (GrainLostException)
        {
            return true;
        }
    }
}
