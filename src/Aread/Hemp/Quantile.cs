namespace Aread.Hemp;

/// <summary>Quantiles by linear interpolation between order statistics.</summary>
public static class Quantile
{
    /// <summary>The value at position q * (n - 1) of the sorted values. The input is not changed.</summary>
    /// <param name="values">At least one, in any order.</param>
    /// <param name="q">In [0, 1].</param>
    /// <exception cref="ArgumentException">No values, or q outside [0, 1].</exception>
    public static double Linear(ReadOnlySpan<double> values, double q)
    {
        if (values.IsEmpty) throw new ArgumentException("The quantile of no values is undefined.", nameof(values));
        if (!(q is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile lies in [0, 1].");
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var position = q * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
