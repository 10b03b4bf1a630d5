namespace Aread.Comparison;

/// <summary>How the losses of a domain's samples are distributed: shares of equal bins, none of them zero.</summary>
public static class LossDistribution
{
    /// <summary>Losses of a sample: more than this are as rare as they are alike.</summary>
    private const double Most = 3;

    private const int Bins = 30;

    /// <param name="scores">[n] probabilities.</param>
    /// <param name="labels">[n]</param>
    /// <returns>[Bins] samples in each bin.</returns>
    public static double[] Count(ReadOnlySpan<float> scores, ReadOnlySpan<byte> labels)
    {
        var counts = new double[Bins];
        for (var i = 0; i < scores.Length; i++)
        {
            var loss = -Math.Log(Math.Max(1e-15, labels[i] == 1 ? scores[i] : 1 - (double)scores[i]));
            counts[Math.Min(Bins - 1, (int)(loss / Most * Bins))]++;
        }
        return counts;
    }

    /// <summary>
    /// Shares of each domain, to which one sample is added that is distributed as those of all domains together (and that one more, even over the bins): divergences
    /// are finite, and a domain is not far from others only because it has few samples.
    /// </summary>
    /// <param name="counts">[domains][Bins]</param>
    public static double[][] Shares(IReadOnlyList<double[]> counts)
    {
        var all = Enumerable.Range(0, counts[0].Length).Select(bin => 1.0 / counts[0].Length + counts.Sum(domain => domain[bin])).ToArray();
        var samples = all.Sum();
        return [.. counts.Select(domain => domain.Zip(all, (own, pooled) => (own + pooled / samples) / (domain.Sum() + 1)).ToArray())];
    }

    /// <summary>Kullback-Leibler divergence, in nats: what is lost by taking <paramref name="other"/> for <paramref name="distribution"/>.</summary>
    public static double Divergence(ReadOnlySpan<double> distribution, ReadOnlySpan<double> other)
    {
        var sum = 0.0;
        for (var i = 0; i < distribution.Length; i++) sum += distribution[i] * Math.Log(distribution[i] / other[i]);
        return sum;
    }
}
