namespace Aread.Host.DataReport;

/// <summary>A logarithmic scale for counts, from a power of ten below the smallest to one above the largest.</summary>
internal sealed class LogScale
{
    private readonly int _least;

    /// <param name="counts">Those that are zero have no place on it.</param>
    public LogScale(IEnumerable<long> counts)
    {
        var logs = counts.Where(count => count > 0).Select(count => Math.Log10(count)).DefaultIfEmpty(0).ToArray();
        _least = Math.Max(0, (int)Math.Floor(logs.Min() - 0.3));
        Decades = Math.Max(1, (int)Math.Ceiling(logs.Max() - 1e-9) - _least);
    }

    public int Decades { get; }

    /// <summary>The powers of ten.</summary>
    public IEnumerable<long> Ticks => Enumerable.Range(_least, Decades + 1).Select(power => (long)Math.Pow(10, power));

    /// <summary>0 for what is below the scale.</summary>
    public double Fraction(double count) => count < 1 ? 0 : Math.Clamp((Math.Log10(count) - _least) / Decades, 0, 1);
}
