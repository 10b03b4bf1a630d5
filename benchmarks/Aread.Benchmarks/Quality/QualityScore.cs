using Aread.Evaluation;

namespace Aread.Benchmarks.Quality;

/// <summary>What one run scored on the test split.</summary>
/// <param name="Epochs">Trained; the test is made with the best of them.</param>
internal sealed record QualityScore(QualityCase Case, long Seed, long Steps, int Epochs, double?[] Metrics)
{
    public static IReadOnlyList<string> Names { get; } = ["AUC", "DomainAUC", "Major5", "Minor10", "Minor5"];

    public static double?[] Of(EvaluationReport test) => [test.Auc, test.DomainAuc, test.Major5Auc, test.Minor10Auc, test.Minor5Auc];
}
