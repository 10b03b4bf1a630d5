using System.Numerics.Tensors;

namespace Aread.Training;

/// <summary>
/// Sums of gradients whose result does not depend on the order or the grouping of the terms: each value is rounded once to a
/// multiple of 2⁻⁴⁴, and whole numbers are added.
/// </summary>
/// <remarks>2⁻⁴⁴ = 6e-14 is far below Adam's epsilon (1e-8), to which the root of a squared gradient is added.</remarks>
public static class FixedPointSum
{
    private const double Scale = 1L << 44;

    /// <summary>Terms under this size, as many as <see cref="TrainingOptions.MaximumBatchesPerStep"/>, cannot overflow.</summary>
    public const float Limit = 2048;

    /// <summary>Whether all values can be added: under <see cref="Limit"/>, and numbers.</summary>
    public static bool Holds(ReadOnlySpan<float> values) => values.IsEmpty || MathF.Abs(TensorPrimitives.MaxMagnitude(values)) < Limit;

    /// <exception cref="ArgumentException">A value cannot be added; nothing was.</exception>
    public static void Add(Span<long> sums, ReadOnlySpan<float> values)
    {
        if (!Holds(values)) throw new ArgumentException($"A value is not under {Limit}.", nameof(values));
        for (var i = 0; i < values.Length; i++) sums[i] += (long)Math.Round(values[i] * Scale);
    }

    public static void Add(Span<long> sums, ReadOnlySpan<long> others) => TensorPrimitives.Add(sums, others, sums);

    /// <summary>Mean of what was added.</summary>
    /// <param name="count">How many terms each sum has.</param>
    public static float[] Mean(ReadOnlySpan<long> sums, int count)
    {
        var means = GC.AllocateUninitializedArray<float>(sums.Length);
        for (var i = 0; i < sums.Length; i++) means[i] = (float)(sums[i] / (Scale * count));
        return means;
    }
}
