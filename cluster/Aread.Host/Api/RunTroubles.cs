using Aread.Training;

namespace Aread.Host.Api;

/// <summary>What befell a run, and whom it waits for.</summary>
/// <param name="Recoveries">How often it went on from a checkpoint after a loss.</param>
/// <param name="Incidents">Oldest first; also those whose steps were taken back.</param>
/// <param name="Round">The latest round of mask search; null before the first.</param>
/// <param name="Slowest">The domains whose searches took longest in it.</param>
/// <param name="MedianSeconds">Of all searches of the round.</param>
/// <param name="Waiting">Domains that the round waits for, once they are few.</param>
internal sealed record RunTroubles(
    int Recoveries, IReadOnlyList<RunIncident> Incidents, int? Round, IReadOnlyList<DomainSearchTime> Slowest, double? MedianSeconds, IReadOnlyList<string> Waiting)
{
    private const int SlowestShown = 5;

    /// <param name="events">All of the run, not only those that count still.</param>
    public static RunTroubles Of(IReadOnlyList<RunEvent> events, RunProgress progress)
    {
        var incidents = events.Select(IncidentOf).OfType<RunIncident>().ToArray();
        var round = events.OfType<MaskFound>().LastOrDefault()?.Round;
        // A round that was broken off and begun anew tells of a domain twice.
        DomainSearchTime[] searches =
        [
            .. events.OfType<MaskFound>().Where(found => found.Round == round).GroupBy(found => found.Domain)
                .Select(found => new DomainSearchTime(found.Key, found.Last().Seconds)).OrderByDescending(search => search.Seconds),
        ];
        return new RunTroubles(
            incidents.Count(incident => incident.Kind == "recovery"),
            incidents,
            round,
            [.. searches.Take(SlowestShown)],
            searches.Length == 0 ? null : searches[searches.Length / 2].Seconds,
            progress.Waiting);
    }

    private static RunIncident? IncidentOf(RunEvent happened) => happened switch
    {
        RunRecovering recovering => new RunIncident(happened.Time, happened.Step, recovering.IsPlanned ? "change" : "recovery", recovering.Reason),
        RunResumed => new RunIncident(happened.Time, happened.Step, "resume", null),
        RunEnded { Outcome: RunOutcome.Failed } failed => new RunIncident(happened.Time, happened.Step, "failure", failed.Reason),
        _ => null,
    };
}
