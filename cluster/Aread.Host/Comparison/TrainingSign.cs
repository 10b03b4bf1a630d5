using Aread.Comparison;
using Aread.Host.Progress;

namespace Aread.Host.Comparison;

/// <summary>A training of many began, did an epoch, or ended.</summary>
/// <param name="Name">Tells it from the others; for people.</param>
/// <param name="Progress">After an epoch.</param>
/// <param name="Ended">After the end, what it came to.</param>
internal sealed record TrainingSign(string Name, ComparisonProgress? Progress, string? Ended)
{
    /// <summary>What <see cref="ComparisonProgress.Epoch"/> counts.</summary>
    public string Unit { get; init; } = "epoch";

    public static TrainingSign Of(ComparisonEvent happened) =>
        new($"{happened.System}, seed {happened.Seed}", happened.Progress, happened.Result is { } result ? Line(result) : null)
        {
            Unit = happened.System == ComparisonSystem.Isolated.Name ? "domain" : "epoch",
        };

    private static string Line(ComparisonResult result) => result.Diverged is { } reason
        ? $"{result.System,-9} seed {result.Seed}: {reason}"
        : $"{result.System,-9} seed {result.Seed}: DomainAUC {Figures.Score(result.Score.Test?.DomainAuc)}, {result.Score.Epochs} epochs, {Figures.Duration(TimeSpan.FromSeconds(result.Seconds))}";
}
