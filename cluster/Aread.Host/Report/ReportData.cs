using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Host.Report;

/// <summary>What a report is drawn from, read from the files of a run and, if given, of the run it is compared with.</summary>
internal sealed record ReportData
{
    public required RunDirectory Run { get; init; }

    public required AreadOptions Options { get; init; }

    public required IReadOnlyList<RunEvent> History { get; init; }

    /// <summary>Of the test split; of the best validation while the run is not tested; null before the first.</summary>
    public required EvaluationReport? Metrics { get; init; }

    public required MaskShape? Shape { get; init; }

    /// <summary>By falling train samples, then by name.</summary>
    public required IReadOnlyList<DomainRow> Domains { get; init; }

    public string? BaseName { get; init; }

    public EvaluationReport? BaseMetrics { get; init; }

    public IReadOnlyList<RunEvent> BaseHistory { get; init; } = [];

    public static ReportData Load(RunDirectory run, RunDirectory? compared) => Load(run, run.ReadHistory(), compared);

    /// <param name="history">The run's, where it was read already.</param>
    public static ReportData Load(RunDirectory run, IReadOnlyList<RunEvent> history, RunDirectory? compared = null)
    {
        var metrics = run.ReadMetrics() ?? BestValidation(history);
        var baseHistory = compared?.ReadHistory() ?? [];
        var baseMetrics = compared?.ReadMetrics() ?? BestValidation(baseHistory);
        if (baseMetrics?.Split != metrics?.Split) baseMetrics = null;
        var masks = run.ReadMasks();
        var shape = masks is null ? null : new MaskShape([.. masks.Experts]);
        return new ReportData
        {
            Run = run,
            Options = run.ReadOptions(),
            History = history,
            Metrics = metrics,
            Shape = shape,
            Domains = Join(masks, shape, metrics, baseMetrics),
            BaseName = compared?.Name,
            BaseMetrics = baseMetrics,
            BaseHistory = baseHistory,
        };
    }

    private static EvaluationReport? BestValidation(IEnumerable<RunEvent> history) => history.OfType<EpochEvaluated>().LastOrDefault(evaluated => evaluated.Best)?.Report;

    private static List<DomainRow> Join(MaskReport? masks, MaskShape? shape, EvaluationReport? metrics, EvaluationReport? compared)
    {
        var found = (masks?.Domains ?? []).ToDictionary(domain => domain.Domain);
        var scores = (metrics?.Domains ?? []).ToDictionary(domain => domain.Name);
        var others = (compared?.Domains ?? []).ToDictionary(domain => domain.Name);
        return [.. scores.Keys.Union(found.Keys)
            .Select(name => Row(name, found.GetValueOrDefault(name), shape, scores.GetValueOrDefault(name), others.GetValueOrDefault(name)))
            .OrderByDescending(row => row.Found?.TrainSamples ?? row.Scores?.Samples ?? 0).ThenBy(row => row.Name, StringComparer.Ordinal)];
    }

    private static DomainRow Row(string name, DomainMaskReport? found, MaskShape? shape, DomainMetrics? scores, DomainMetrics? compared)
    {
        if (found?.GateMeans is { } gates && !Fits(gates, shape!))
            throw new AreadException($"The gate means of domain '{name}' in masks.json do not fit experts {shape}. The file is damaged: restore it, or run again.");
        var mask = found?.Mask is { } levels ? ExpertMask.Parse(shape!, string.Join('|', levels)) : null;
        return new DomainRow(name, found, mask, scores, compared);
    }

    private static bool Fits(IReadOnlyList<IReadOnlyList<double>> gates, MaskShape shape) =>
        gates.Count == shape.EdgeLevels && gates.Select((level, i) => level.Count == shape.Rows(i) * shape.Columns(i)).All(fits => fits);
}
