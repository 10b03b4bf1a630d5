using System.Text.Json.Serialization;

namespace Aread.Comparison;

/// <summary>A system in the table.</summary>
/// <param name="Metrics">See <see cref="ComparisonTable.Metrics"/>.</param>
/// <param name="Seconds">Mean time of a training on one lane.</param>
/// <param name="Epochs">Mean.</param>
public sealed record SystemRow(string Name, IReadOnlyList<ScoreSpread> Metrics, long Parameters, double Seconds, double Epochs)
{
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
        results.Average(result => result.Seconds),
        results.Average(result => result.Score.Epochs));
}
