using Aread.Distributed.Synchronization;
using Aread.Training;

namespace Aread.Distributed.Contracts;

/// <summary>Dense weights on the wire; see <see cref="DenseSnapshot"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.DenseWeights")]
public sealed record DenseWeights(
    [property: Id(0)] long WeightsVersion,
    [property: Id(1)] Blob<float> Weights,
    [property: Id(2)] Blob<float> Buffers) : WireRecord, IParcelContent
{
    public long WireBytes => Weights.Bytes + Buffers.Bytes;

    public static DenseWeights Of(DenseSnapshot snapshot) => new(snapshot.Version, snapshot.Weights, snapshot.Buffers);

    public DenseSnapshot ToSnapshot() => new(WeightsVersion, Weights.Values, Buffers.Values);
}
