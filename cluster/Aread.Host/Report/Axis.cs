namespace Aread.Host.Report;

/// <summary>A scale of a chart: a range widened to round numbers, and where its ticks stand.</summary>
internal sealed class Axis
{
    private readonly double _step;

    /// <param name="least">Smallest value to show.</param>
    /// <param name="most">Largest value to show.</param>
    /// <param name="ticks">About how many ticks to draw.</param>
    /// <param name="whole">Ticks stand on whole numbers only.</param>
    public Axis(double least, double most, int ticks, bool whole = false)
    {
        if (most - least < 1e-9) (least, most) = whole ? (least, least + 1) : (least - 0.01, most + 0.01);
        _step = RoundStep((most - least) / ticks);
        if (whole) _step = Math.Max(1, _step);
        Least = whole ? least : Math.Floor(least / _step + 1e-9) * _step;
        Most = whole ? most : Math.Ceiling(most / _step - 1e-9) * _step;
    }

    public double Least { get; }

    public double Most { get; }

    public double Fraction(double value) => (value - Least) / (Most - Least);

    public IEnumerable<(double Value, string Label)> Ticks()
    {
        var digits = Math.Max(0, (int)Math.Ceiling(-Math.Log10(_step) - 1e-9));
        for (var i = (long)Math.Ceiling(Least / _step - 1e-9); i * _step <= Most + 1e-9 * _step; i++)
            yield return (i * _step, digits == 0 ? Html.Count((long)Math.Round(i * _step)) : Html.Fixed(i * _step, digits));
    }

    private static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
