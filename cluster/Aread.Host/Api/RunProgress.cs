using Aread.Host.Progress;
using Aread.Training;

namespace Aread.Host.Api;

/// <summary>Where a run is, by its latest events.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Done">Units of the phase that are done, of <paramref name="Total"/>: steps, or domains in a mask search. Total is 0 while unknown.</param>
/// <param name="Waiting">Domains that a mask search waits for, once they are few.</param>
/// <param name="SecondsLeft">At most; null while nothing can be said.</param>
/// <param name="Recoveries">How often the run went on from a checkpoint after a loss.</param>
internal sealed record RunProgress(
    RunPhase? Phase,
    int Epoch,
    int? MaximumEpochs,
    long Step,
    int Done,
    int Total,
    IReadOnlyList<string> Waiting,
    double? Loss,
    double? SamplesPerSecond,
    double? ValidDomainAuc,
    double? BestDomainAuc,
    double? SecondsLeft,
    int Recoveries,
    RunEnded? Ended)
{
    /// <param name="history">Events that count still.</param>
    /// <param name="recoveries">Counted over all events: what led to a recovery was taken back by it.</param>
    public static RunProgress Of(IReadOnlyList<RunEvent> history, int recoveries)
    {
        var progress = history.Aggregate(new TrainingProgress(), (before, happened) => before.With(happened));
        return new RunProgress(
            history.Any(happened => happened is PhaseStarted) ? progress.Phase : null,
            progress.Epoch,
            progress.Run?.MaximumEpochs,
            history.Count == 0 ? 0 : history.Max(happened => happened.Step),
            progress.Done,
            progress.Total,
            progress.Waiting,
            progress.Loss,
            progress.SamplesPerSecond,
            progress.Valid?.Report.DomainAuc,
            progress.BestValid?.Report.DomainAuc,
            progress.TimeLeft?.TotalSeconds,
            recoveries,
            history.LastOrDefault() as RunEnded);
    }
}
