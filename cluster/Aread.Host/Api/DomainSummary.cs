using Aread.Host.Report;
using Aread.Training;

namespace Aread.Host.Api;

/// <summary>A domain of a run in short.</summary>
/// <param name="ActiveShare">Share of the edges that its mask keeps; null while it has none.</param>
/// <param name="LastSearchRound">And <paramref name="LastSearchStep"/>: its latest mask search.</param>
/// <param name="Samples">Of the split that was scored, like the positives, <paramref name="Auc"/> and <paramref name="LogLoss"/>.</param>
/// <param name="Trend">AUC on the valid split, epoch by epoch.</param>
/// <param name="Change">Of the last epoch of the trend against the one before.</param>
/// <param name="State">trained, paused, or new: it came to the run later, and its mask is yet to be searched.</param>
/// <param name="SinceStep">Where it came later: steps applied before.</param>
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
    /// <param name="changes">Of its domains, the first one first.</param>
    public static IReadOnlyList<DomainSummary> AllOf(ReportData data, IReadOnlyList<DomainChange> changes)
    {
        var epochs = EvaluatedEpochs.Of(data.History)
            .Select(evaluated => evaluated.Report.Domains.ToDictionary(domain => domain.Name, domain => domain.Auc)).ToArray();
        return [.. data.Domains.Select(row => Of(row, data.Metrics?.Split, [.. epochs.Select(epoch => epoch.GetValueOrDefault(row.Name))], [.. changes.Where(change => change.Domain == row.Name)]))];
    }

    private static DomainSummary Of(DomainRow row, string? split, double?[] trend, DomainChange[] changes)
    {
        var came = changes.LastOrDefault(change => change.Kind == DomainChangeKind.Add);
        var isPaused = changes.LastOrDefault(change => change.Kind is DomainChangeKind.Pause or DomainChangeKind.Resume or DomainChangeKind.Add)?.Kind == DomainChangeKind.Pause;
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
            isPaused ? "paused" : came is not null && row.Mask is null ? "new" : "trained",
            came?.Step);
    }
}
