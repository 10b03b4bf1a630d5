namespace Aread.Benchmarks.Quality;

/// <summary>Mean and standard deviation over seeds, a row per case.</summary>
internal static class QualityTable
{
    public static void Print(IReadOnlyList<QualityScore> scores)
    {
        Console.WriteLine($"| normalisation | G | rule | seeds | {string.Join(" | ", QualityScore.Names)} | steps | epochs |");
        Console.WriteLine($"|---|---:|---|---:|{string.Concat(Enumerable.Repeat("---:|", QualityScore.Names.Count + 2))}");
        foreach (var tried in QualityCase.All)
        {
            var runs = scores.Where(score => score.Case == tried).ToArray();
            if (runs.Length == 0) continue;
            var metrics = Enumerable.Range(0, QualityScore.Names.Count).Select(metric => Spread([.. runs.Select(run => run.Metrics[metric]).OfType<double>()]));
            Console.WriteLine($"| {tried.Normalization} | {tried.BatchesPerStep} | {tried.Rule} | {runs.Length} | {string.Join(" | ", metrics)} "
                + $"| {runs.Average(run => run.Steps):0} | {runs.Average(run => run.Epochs):0.0} |");
        }
    }

    /// <summary>The deviation of a sample: divided by one less than its size.</summary>
    private static string Spread(double[] values)
    {
        if (values.Length == 0) return "";
        var mean = values.Average();
        return values.Length == 1 ? $"{mean:0.000}" : $"{mean:0.000} ± {Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)):0.000}";
    }
}
