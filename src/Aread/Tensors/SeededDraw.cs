using static TorchSharp.torch;

namespace Aread.Tensors;

#pragma warning disable RS0030 // The process-wide generator is given its seed for each draw, so that nothing depends on what was drawn before.

/// <summary>
/// Draws on a CUDA device. TorchSharp makes generators for the CPU whatever device is asked for, and CUDA refuses those; so the devices' own generators are
/// seeded for every draw, and nobody comes in between.
/// </summary>
internal static class SeededDraw
{
    private static readonly Lock Gate = new();

    /// <summary>Fills a tensor with ones, each with this probability, and zeros.</summary>
    /// <returns>The tensor.</returns>
    public static Tensor Bernoulli(Tensor target, double probability, long seed)
    {
        lock (Gate)
        {
            cuda.manual_seed_all(seed);
            return target.bernoulli_(probability);
        }
    }
}
