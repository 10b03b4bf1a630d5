namespace Aread.Data.Synthesis;

/// <summary>Ranks 0..count-1 with a probability that falls like (rank + 1)^-exponent; by inverting the continuous law, so without a table.</summary>
internal readonly struct LongTail(int count, double exponent)
{
    /// <param name="uniform">In [0, 1).</param>
    public int Rank(double uniform)
    {
        var power = 1 - exponent;
        var position = Math.Abs(power) < 1e-9
            ? Math.Pow(count + 1.0, uniform)
            : Math.Pow(1 + uniform * (Math.Pow(count + 1.0, power) - 1), 1 / power);
        return Math.Clamp((int)position - 1, 0, count - 1);
    }

    /// <summary>How popular a rank is: 1 for the first, falling to 0 with the logarithm of the rank.</summary>
    public double Popularity(int rank) => 1 - Math.Log(rank + 1) / Math.Log(count + 1);
}
