using Aread.Training;

namespace Aread.Distributed.Runs;

/// <summary>A line about a run, from its files.</summary>
/// <param name="Phase">Last phase begun; null before the first.</param>
/// <param name="Step">Training steps that count; steps taken back by a resume do not.</param>
/// <param name="DomainAuc">Best on valid so far, of the domains that it has now.</param>
/// <param name="TestDomainAuc">From <c>metrics.json</c>, once there.</param>
/// <param name="Dataset">Directory; null for a damaged run.</param>
/// <param name="Updated">Time of the last event.</param>
/// <param name="Reason">Why it ended, or what is damaged.</param>
public sealed record RunSummary(
    string Name,
    RunState State,
    RunPhase? Phase,
    int Epoch,
    long Step,
    double? DomainAuc,
    double? TestDomainAuc,
    string? Dataset,
    DateTimeOffset? Created,
    DateTimeOffset? Updated,
    string? Reason)
{
    public static RunSummary Of(RunDirectory run) => Of(run, RunLock.IsHeld(run.Location));

    private static RunSummary Of(RunDirectory run, bool isBeingWritten)
    {
        var history = run.ReadHistory();
        var metrics = run.ReadMetrics();
        var ended = history.OfType<RunEnded>().LastOrDefault();
        var phase = history.OfType<PhaseStarted>().LastOrDefault();
        var scores = Comparable(history).OfType<EpochEvaluated>().Where(evaluated => evaluated.Report.Split == "valid").Select(evaluated => evaluated.Report.DomainAuc);
        return new RunSummary(
            run.Name,
            StateOf(ended, isBeingWritten),
            phase?.Phase,
            phase?.Epoch ?? 0,
            history.Count == 0 ? 0 : history.Max(happened => happened.Step),
            scores.Max(),
            metrics?.Split == "test" ? metrics.DomainAuc : null,
            run.Description.Dataset,
            run.Description.Created,
            history.LastOrDefault()?.Time,
            ended?.Reason);
    }

    internal static RunSummary Damaged(string name, string reason) => new(name, RunState.Damaged, null, 0, 0, null, null, null, null, null, reason);

    /// <summary>Scores of other domains, or of other samples, say nothing of the present ones.</summary>
    private static IEnumerable<RunEvent> Comparable(IReadOnlyList<RunEvent> history) =>
        history.Reverse().TakeWhile(happened => happened is not DomainsChanged { IsUnsettled: true }).Reverse();

    private static RunState StateOf(RunEnded? ended, bool isBeingWritten) => ended?.Outcome switch
    {
        RunOutcome.Finished => RunState.Finished,
        RunOutcome.Stopped => RunState.Stopped,
        RunOutcome.Failed => RunState.Failed,
        _ => isBeingWritten ? RunState.Running : RunState.Interrupted,
    };
}
