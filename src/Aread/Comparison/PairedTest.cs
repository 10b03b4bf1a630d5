using MathNet.Numerics.Distributions;

namespace Aread.Comparison;

/// <summary>Student's paired t-test over seeds, two-sided: is AREAD's DomainAUC another than a baseline's?</summary>
/// <param name="Against">The baseline.</param>
/// <param name="Difference">AREAD's mean less the baseline's.</param>
/// <param name="P">Probability of a difference as large if there were none; null if it is the same with every seed.</param>
public sealed record PairedTest(string Against, double Difference, double? P)
{
    /// <param name="aread">By seed.</param>
    /// <param name="baseline">By seed; at least two.</param>
    /// <returns>Null if a score is not defined.</returns>
    public static PairedTest? Of(string against, IReadOnlyList<double> aread, IReadOnlyList<double> baseline)
    {
        var differences = aread.Zip(baseline, (one, other) => one - other).ToArray();
        if (differences.Any(double.IsNaN)) return null;
        var mean = differences.Average();
        var variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Length - 1);
        if (variance == 0) return new PairedTest(against, mean, null);
        var t = mean / Math.Sqrt(variance / differences.Length);
        return new PairedTest(against, mean, 2 * StudentT.CDF(0, 1, differences.Length - 1, -Math.Abs(t)));
    }
}
