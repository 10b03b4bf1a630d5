using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Aread;

/// <summary>
/// A sequence of pseudo-random numbers that belongs to a name. Two streams with the same name give the same numbers on every
/// machine, thread and process; nothing in the project draws from a shared generator. A name is
/// (seed, purpose, numbers such as domain, epoch, step), so a draw never depends on what was drawn before it elsewhere.
/// </summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).</remarks>
public sealed class RandomStream
{
    private ulong _state;

    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for, for example <c>"epoch-order"</c>.</param>
    /// <param name="name">Further parts of the name, for example domain and step. Their order counts.</param>
    public RandomStream(long seed, string purpose, params ReadOnlySpan<long> name) => _state = NameHash(seed, purpose, name);

    /// <summary>A 63-bit seed derived from a stream name, for generators that are not ours (torch's dropout generator).</summary>
    public static long SeedOf(long seed, string purpose, params ReadOnlySpan<long> name) => (long)(NameHash(seed, purpose, name) >> 1);

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="exclusiveMax"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is not positive.</exception>
    public int Next(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        return (int)Math.BigMul(NextBits(), (ulong)exclusiveMax, out _);
    }

    /// <summary>Standard normal (Box-Muller, one of the pair is used so that every draw costs the same two numbers).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    /// <summary>Puts <paramref name="items"/> into a random order (Fisher-Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong NameHash(long seed, string purpose, ReadOnlySpan<long> name)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) * (name.Length + 1)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, seed);
        for (var i = 0; i < name.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(sizeof(long) * (i + 1))..], name[i]);
        var purposeHash = XxHash64.HashToUInt64(MemoryMarshal.AsBytes(purpose.AsSpan()));
        return XxHash64.HashToUInt64(bytes, unchecked((long)purposeHash));
    }
}
