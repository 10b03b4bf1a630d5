namespace Aread.Data.Import;

/// <summary>A quantile by linear interpolation between two order statistics, without the values in between.</summary>
internal static class LinearQuantile
{
    /// <param name="count">At least 1.</param>
    /// <param name="at">The i-th smallest value.</param>
    /// <param name="q">In [0, 1].</param>
    public static double Of(long count, Func<long, double> at, double q)
    {
        var position = q * (count - 1);
        var below = (long)position;
        var low = at(below);
        return below + 1 < count ? low + (position - below) * (at(below + 1) - low) : low;
    }
}
