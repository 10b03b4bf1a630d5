using System.Text.Json.Serialization;
using Aread.Evaluation;

namespace Aread.Tuning;

/// <summary>One training of a setting that has ended: a line of the results file.</summary>
/// <param name="Dataset">Fingerprint of the data.</param>
/// <param name="Options">Fingerprint of the options but for the setting.</param>
/// <param name="Limit">Epochs it was to train, if valid scores got better for so long.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="BestValid">Best valid DomainAUC; null where it diverged or has none.</param>
/// <param name="Diverged">Why there is no score; null: it did not diverge.</param>
/// <param name="Seconds">Time on one lane.</param>
/// <param name="Test">Metrics of the test split: of the winner alone.</param>
public sealed record TuningTrial(
    string System, TuningSetting Setting, string Dataset, string Options, int Limit, int Epochs, double? BestValid, string? Diverged, double Seconds, EvaluationReport? Test)
{
    /// <summary>A longer limit would change nothing: it stopped before by itself, or cannot be trained.</summary>
    [JsonIgnore]
    public bool IsOver => Diverged is not null || Epochs < Limit;
}
