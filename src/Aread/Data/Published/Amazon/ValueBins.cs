using System.Globalization;

namespace Aread.Data.Published.Amazon;

/// <summary>Bins of whole numbers whose upper edges are powers of two. A bin holds its upper edge.</summary>
internal sealed class ValueBins
{
    private readonly long[] _edges;
    private readonly string[] _names;

    /// <param name="below">Less than any number.</param>
    /// <param name="exponents">Of the edges, which are brought to whole numbers below.</param>
    private ValueBins(long below, IEnumerable<double> exponents)
    {
        _edges = [.. exponents.Select(exponent => (long)Math.Pow(2, exponent))];
        string[] ends = [.. _edges.Prepend(below).Select(edge => edge.ToString(CultureInfo.InvariantCulture)), "inf"];
        _names = [.. ends.Zip(ends.Skip(1), (low, high) => $"({low}, {high}]")];
    }

    /// <summary>Edges at 2 to the powers 1, 2.2, 3.4, up to 11.8.</summary>
    public static ValueBins Prices { get; } = new(-1, Enumerable.Range(0, 10).Select(step => 1 + 1.2 * step));

    /// <summary>Edges at the powers of four up to 4^10.</summary>
    public static ValueBins Ranks { get; } = new(0, Enumerable.Range(1, 10).Select(step => 2.0 * step));

    /// <summary>The bins as intervals.</summary>
    public IReadOnlyList<string> Names => _names;

    public string this[long number]
    {
        get
        {
            var at = Array.BinarySearch(_edges, number);
            return _names[at >= 0 ? at : ~at];
        }
    }
}
