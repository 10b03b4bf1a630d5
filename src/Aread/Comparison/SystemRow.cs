using System.Text.Json.Serialization;

namespace Aread.Comparison;

/// <summary>A system in the table.</summary>
/// <param name="Metrics">See <see cref="ComparisonTable.Metrics"/>.</param>
/// <param name="Seconds">Mean time of a training on one lane, of those that came to an end.</param>
/// <param name="Epochs">Mean, of the same.</param>
/// <param name="Diverged">Trainings that came to none: seed and reason.</param>
public sealed record SystemRow(string Name, IReadOnlyList<ScoreSpread> Metrics, long Parameters, double Seconds, double Epochs, IReadOnlyList<DivergedTraining> Diverged)
{
    /// <summary>Some training came to an end: there are parameters, epochs and a time.</summary>
    [JsonIgnore]
    public bool HasEnded => Epochs > 0;

    [JsonIgnore]
    public ScoreSpread DomainAuc => Metrics[1];

    /// <param name="results">Of one system.</param>
    public static SystemRow Of(string name, IReadOnlyList<ComparisonResult> results) => new(
        name,
        [
            ScoreSpread.Of([.. results.Select(result => result.Score.Test?.Auc)]),
            ScoreSpread.Of([.. results.Select(result => result.Score.Test?.DomainAuc)]),
            ScoreSpread.Of([.. results.Select(result => result.Score.Test?.Major5Auc)]),
            ScoreSpread.Of([.. results.Select(result => result.Score.Test?.Minor10Auc)]),
            ScoreSpread.Of([.. results.Select(result => result.Score.Test?.Minor5Auc)]),
        ],
        results.Max(result => result.Score.Parameters),
        Mean(results, result => result.Seconds),
        Mean(results, result => result.Score.Epochs),
        [.. results.Where(result => result.Diverged is not null).Select(result => new DivergedTraining(result.Seed, result.Diverged!))]);

    private static double Mean(IReadOnlyList<ComparisonResult> results, Func<ComparisonResult, double> figure) =>
        results.Where(result => result.Diverged is null).Select(figure).DefaultIfEmpty().Average();
}
