namespace Aread.Comparison;

/// <summary>Hears of progress where it happens, on the thread that computes.</summary>
public sealed class ProgressRelay(Action<ComparisonProgress> report) : IProgress<ComparisonProgress>
{
    public void Report(ComparisonProgress value) => report(value);
}
