using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Tensors;

/// <summary>
/// A stream of random tensors that belongs to a seed, whatever else is drawn in the process. A seed gives the same tensors on every
/// machine's CPU, and the same on every GPU of one kind.
/// </summary>
/// <remarks>
/// On CPU torch draws one number after the other, which costs a fifth of a training step. Here eight xoshiro128++ generators (Blackman, Vigna:
/// "Scrambled linear pseudorandom number generators", 2021) run side by side. On CUDA the
/// device's generator is seeded anew for each tensor (<see cref="SeededDraw"/>).
/// </remarks>
public sealed class NamedRandom
{
    private const int Levels = 1 << 16;

    private readonly long _seed;
    private readonly Device _device;
    private Vector256<uint> _a, _b, _c, _d;
    private int _draws;

    private NamedRandom(long seed, Device device)
    {
        (_seed, _device) = (seed, device);
        if (device.type != DeviceType.CPU) return;
        var state = new RandomStream(seed, "xoshiro");
        (_a, _b, _c, _d) = (Seeded(state), Seeded(state), Seeded(state), Seeded(state));
    }

    /// <summary>A stream from its start.</summary>
    /// <param name="seed">From <see cref="RandomStream.SeedOf"/>, so that the draws have a name.</param>
    /// <param name="device">Where the tensors are made.</param>
    public static NamedRandom Stream(long seed, Device device) => new(seed, device);

    /// <summary>Zero with probability <paramref name="probability"/> (rounded to 1/65536), else what keeps the mean at one.</summary>
    public Tensor DropoutMask(ReadOnlySpan<long> shape, double probability)
    {
        var dropped = (int)Math.Round(probability * Levels);
        var kept = 1 - (double)dropped / Levels;
        var mask = empty(shape, ScalarType.Float32, _device);
        if (_device.type != DeviceType.CPU) return SeededDraw.Bernoulli(mask, kept, RandomStream.SeedOf(_seed, "draw", _draws++)).mul_(Scalars.Of(1 / kept));
        Fill(MemoryMarshal.Cast<byte, float>(mask.bytes), (ushort)dropped, (float)(1 / kept));
        GC.KeepAlive(mask);
        return mask;
    }

    private void Fill(Span<float> target, ushort dropped, float value)
    {
        var (threshold, values) = (Vector256.Create((uint)dropped), Vector256.Create(value));
        var low = Vector256.Create((uint)(Levels - 1));
        Span<float> rest = stackalloc float[2 * Vector256<float>.Count];
        while (target.Length > 0)
        {
            var whole = target.Length >= rest.Length;
            var next = whole ? target[..rest.Length] : rest;
            var bits = Next();
            (Vector256.GreaterThanOrEqual(bits & low, threshold).AsSingle() & values).CopyTo(next);
            (Vector256.GreaterThanOrEqual(bits >>> 16, threshold).AsSingle() & values).CopyTo(next[Vector256<float>.Count..]);
            if (!whole) rest[..target.Length].CopyTo(target);
            target = target[Math.Min(target.Length, rest.Length)..];
        }
    }

    private Vector256<uint> Next()
    {
        var result = RotateLeft(_a + _d, 7) + _a;
        var shifted = _b << 9;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = RotateLeft(_d, 11);
        return result;
    }

    private static Vector256<uint> RotateLeft(Vector256<uint> bits, int count) => (bits << count) | (bits >>> (32 - count));

    private static Vector256<uint> Seeded(RandomStream stream) =>
        Vector256.Create(stream.NextBits(), stream.NextBits(), stream.NextBits(), stream.NextBits()).AsUInt32();
}
