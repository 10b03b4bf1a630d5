namespace Aread.Comparison;

/// <summary>How a system is trained.</summary>
public interface IBaselineTraining
{
    /// <summary>Trains from the start until valid scores no longer get better, then scores the test split, if the data have it, with the best weights. Computes on the caller's thread.</summary>
    /// <param name="progress">Hears of each epoch.</param>
    ComparisonScore Train(ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken);
}
