using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>Dense weights on the wire; see <see cref="Training.DenseSnapshot"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.DenseWeights")]
public sealed record DenseWeights(
    [property: Id(0)] long Version,
    [property: Id(1)] Blob<float> Weights,
    [property: Id(2)] Blob<float> Buffers);
