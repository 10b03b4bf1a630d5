namespace Aread.Comparison;

/// <summary>How the losses of a domain's samples are distributed: shares of equal bins, none of them zero.</summary>
public static class LossDistribution
{
    /// <summary>Losses of a sample: more than this are as rare as they are alike.</summary>
    private const double Most = 3;

    private const int Bins = 30;

    /// <param name="scores">[n] probabilities.</param>
    /// <param name="labels">[n]</param>
    /// <returns>[Bins], with one sample more in every bin, so that divergences are finite; of no samples, all alike.</returns>
    public static double[] Of(ReadOnlySpan<float> scores, ReadOnlySpan<byte> labels)
    {
        var counts = new double[Bins];
        Array.Fill(counts, 1);
        for (var i = 0; i < scores.Length; i++)
        {
            var loss = -Math.Log(Math.Max(1e-15, labels[i] == 1 ? scores[i] : 1 - (double)scores[i]));
            counts[Math.Min(Bins - 1, (int)(loss / Most * Bins))]++;
        }
        var sum = counts.Sum();
        return Array.ConvertAll(counts, count => count / sum);
    }

    /// <summary>Kullback-Leibler divergence, in nats: what is lost by taking <paramref name="other"/> for <paramref name="distribution"/>.</summary>
    public static double Divergence(ReadOnlySpan<double> distribution, ReadOnlySpan<double> other)
    {
        var sum = 0.0;
        for (var i = 0; i < distribution.Length; i++) sum += distribution[i] * Math.Log(distribution[i] / other[i]);
        return sum;
    }
}
