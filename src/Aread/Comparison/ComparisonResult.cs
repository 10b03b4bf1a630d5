using System.Text.Json.Serialization;

namespace Aread.Comparison;

/// <summary>One training of the comparison that has ended: a line of its results file.</summary>
/// <param name="Dataset">Fingerprint of the data.</param>
/// <param name="Options">Fingerprint of the options but for the seed, and of the groups of domains if the system has towers for them.</param>
/// <param name="Seconds">Time of training and scoring, on one lane.</param>
public sealed record ComparisonResult(string System, long Seed, string Dataset, string Options, double Seconds, ComparisonScore Score)
{
    /// <summary>Program that trained it; null if that did not write its version yet.</summary>
    public string? Version { get; init; }

    /// <summary>Why there is no score: its numbers were none any more. Null if there is one.</summary>
    public string? Diverged { get; init; }

    [JsonIgnore]
    public (string System, long Seed) Key => (System, Seed);
}
