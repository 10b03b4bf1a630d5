using static TorchSharp.torch;

namespace Aread.Tensors;

#pragma warning disable RS0030 // This is the place where torch draws; every draw is given its generator.

/// <summary>Random tensors from a stream of one's own; torch's process-wide generator is never used.</summary>
public static class NamedRandom
{
    /// <summary>A generator of one's own; whoever makes it disposes it.</summary>
    /// <param name="seed">From <see cref="RandomStream.SeedOf"/>, so that the draws have a name.</param>
    public static Generator Stream(long seed, Device device) => new((ulong)seed, device);

    /// <summary>Zero with probability <paramref name="probability"/>, else 1 / (1 - probability).</summary>
    public static Tensor DropoutMask(ReadOnlySpan<long> shape, double probability, Generator stream, Device device) =>
        empty(shape, ScalarType.Float32, device).bernoulli_(1 - probability, stream).mul_(Scalars.Of(1 / (1 - probability)));
}
