namespace Aread.Benchmarks.Cluster;

/// <summary>Medians, since a shared machine makes single times long and never short.</summary>
internal static class Median
{
    public static double Of<T>(IEnumerable<T> items, Func<T, double> value)
    {
        double[] sorted = [.. items.Select(value).Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
