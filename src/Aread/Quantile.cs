namespace Aread;

/// <summary>Quantiles by linear interpolation between order statistics.</summary>
public static class Quantile
{
    /// <summary>The value at position q * (n - 1) of the sorted values. The input is not changed.</summary>
    /// <param name="values">At least one, in any order.</param>
    /// <param name="q">In [0, 1].</param>
    /// <exception cref="ArgumentException">No values, or q outside [0, 1].</exception>
    public static double Linear(ReadOnlySpan<double> values, double q)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return Linear(sorted.Length, index => sorted[index], q);
    }

    /// <summary>The same of values that need not be in memory.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="at">The i-th smallest value.</param>
    /// <inheritdoc cref="Linear(ReadOnlySpan{double}, double)"/>
    public static double Linear(long count, Func<long, double> at, double q)
    {
        if (count < 1) throw new ArgumentException("The quantile of no values is undefined.", nameof(count));
        if (!(q is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile lies in [0, 1].");
        var position = q * (count - 1);
        var below = (long)position;
        var low = at(below);
        return below + 1 < count ? low + (position - below) * (at(below + 1) - low) : low;
    }
}
