using Aread.Distributed.Checkpoints;
using Aread.Host.Report;

namespace Aread.Host.Api;

/// <summary>A domain of a run in short.</summary>
/// <param name="ActiveShare">Share of the edges that its mask keeps; null while it has none.</param>
/// <param name="LastSearchRound">And <paramref name="LastSearchStep"/>: its latest mask search.</param>
/// <param name="Samples">Of the split that was scored, like the positives, <paramref name="Auc"/> and <paramref name="LogLoss"/>.</param>
/// <param name="Trend">AUC on the valid split, epoch by epoch.</param>
/// <param name="Change">Of the last epoch of the trend against the one before.</param>
/// <param name="State">And <paramref name="SinceStep"/>: see <see cref="DomainStanding"/>.</param>
internal sealed record DomainSummary(
    string Name,
    long? TrainSamples,
    long? AugmentedSamples,
    int? Edges,
    double? ActiveShare,
    int? LastSearchRound,
    long? LastSearchStep,
    string? Split,
    long? Samples,
    long? Positives,
    double? Auc,
    double? LogLoss,
    IReadOnlyList<double?> Trend,
    double? Change,
    string State,
    long? SinceStep)
{
    /// <summary>All domains of a run, the largest first.</summary>
    /// <param name="latest">Its latest checkpoint.</param>
    public static IReadOnlyList<DomainSummary> AllOf(ReportData data, CheckpointManifest? latest)
    {
        var standings = DomainStanding.At(latest);
        var epochs = EvaluatedEpochs.Of(data.History)
            .Select(evaluated => evaluated.Report.Domains.ToDictionary(domain => domain.Name, domain => domain.Auc)).ToArray();
        return [.. data.Domains.Select(row => Of(row, data.Metrics?.Split, [.. epochs.Select(epoch => epoch.GetValueOrDefault(row.Name))], standings(row.Name)))];
    }

    private static DomainSummary Of(DomainRow row, string? split, double?[] trend, DomainStanding standing)
    {
        var search = row.Found?.History.LastOrDefault();
        return new DomainSummary(
            row.Name,
            row.Found?.TrainSamples,
            row.Found?.AugmentedSamples,
            row.Mask?.Edges,
            row.Mask?.Density,
            search?.Round,
            search?.Step,
            split,
            row.Scores?.Samples,
            row.Scores?.Positives,
            row.Scores?.Auc,
            row.Scores?.LogLoss,
            trend,
            trend is [.., var before, var last] ? last - before : null,
            standing.State,
            standing.SinceStep);
    }
}
