using System.Globalization;

namespace Aread.Data.Import;

/// <summary>Cuts numbers into bins of about equal train frequency.</summary>
internal sealed class NumericBins
{
    /// <summary>Train values that the cuts come from: all up to here, a random sample of more.</summary>
    private const int Sample = 1 << 20;

    private readonly double[] _cuts;
    private readonly bool _missing;

    /// <param name="cuts">Ascending: each begins a bin.</param>
    /// <param name="missing">Whether missing numbers have a bin, the last.</param>
    public NumericBins(double[] cuts, bool missing)
    {
        (_cuts, _missing) = (cuts, missing);
        Names = [.. Enumerable.Range(0, cuts.Length + 1).Select(bin => $"[{Edge(bin - 1)}, {Edge(bin)})"), .. missing ? (string[])[""] : []];
    }

    /// <summary>The bins as intervals; the last is the empty text if cells may be missing.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the bins that <see cref="Names"/> named are cut.</summary>
    /// <returns>Null if the texts name no bins.</returns>
    public static double[]? CutsOf(IReadOnlyList<string> names)
    {
        var cuts = new List<double>();
        foreach (var name in names.Where(name => name.Length > 0).Skip(1))
        {
            var comma = name.IndexOf(',', StringComparison.Ordinal);
            if (comma < 1 || name[0] != '[' || !double.TryParse(name.AsSpan(1, comma - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var cut)) return null;
            cuts.Add(cut);
        }
        double[] found = [.. cuts];
        return new NumericBins(found, names.Count > 0 && names[^1].Length == 0).Names.SequenceEqual(names) ? found : null;
    }

    /// <summary>The bin of a number; NaN stands for a missing one.</summary>
    public int this[double number]
    {
        get
        {
            if (double.IsNaN(number)) return _missing ? _cuts.Length + 1 : throw new ArgumentException("Missing numbers have no bin here.", nameof(number));
            var at = Array.BinarySearch(_cuts, number);
            return at >= 0 ? at + 1 : ~at;
        }
    }

    private string Edge(int cut) => cut < 0 ? "-inf" : cut == _cuts.Length ? "inf" : _cuts[cut].ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Gathers train values.</summary>
    /// <param name="name">Of the field, names the random draws.</param>
    public sealed class Builder(string name)
    {
        private readonly List<double> _values = [];
        private readonly RandomStream _draws = new(0, $"import-bins/{name}");
        private long _seen;

        public void Add(double number)
        {
            if (double.IsNaN(number)) return;
            _seen++;
            if (_values.Count < Sample) _values.Add(number);
            else if (_draws.NextDouble() * _seen is var at && at < Sample) _values[(int)at] = number;
        }

        /// <summary>Values that are frequent enough to fill several bins get one.</summary>
        public NumericBins Build(int bins, bool allowMissing)
        {
            _values.Sort();
            if (_values.Count == 0) return new NumericBins([], allowMissing);
            var cuts = Enumerable.Range(1, bins - 1).Select(i => Quantile.Linear(_values.Count, at => _values[(int)at], (double)i / bins));
            return new NumericBins([.. cuts.Where(cut => cut > _values[0]).Distinct()], allowMissing);
        }
    }
}
