using Aread.Evaluation;
using Aread.Training;

namespace Aread.Host.Tests;

/// <summary>Events and reports as a small run of 2 domains gives them: 10 warm-up steps, 2 epochs of 100 steps, a second for every 10 steps.</summary>
internal static class Stories
{
    public const int StepsPerEpoch = 100;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<RunEvent> Finished() =>
    [
        Begun("first"),
        new PhaseStarted(RunPhase.Augment, 0, 0) { Time = At(0) },
        new DomainsAugmented(1, 1, 40, null) { Time = At(0) },
        new PhaseStarted(RunPhase.WarmUp, 0, 0) { Time = At(0) },
        Steps(RunPhase.WarmUp, 0, 10, 10, 10, 0.7, At(1)),
        new PhaseStarted(RunPhase.MaskSearch, 1, 1) { Time = At(1), Step = 10 },
        Found("sports", 1, 40, At(3)),
        Found("toys", 2, 30, At(5)),
        new PhaseStarted(RunPhase.MaskedTraining, 1, 1) { Time = At(5), Step = 10 },
        Steps(RunPhase.MaskedTraining, 1, 50, StepsPerEpoch, 60, 0.6, At(10)),
        Steps(RunPhase.MaskedTraining, 1, 100, StepsPerEpoch, 110, 0.55, At(15)),
        new PhaseStarted(RunPhase.Evaluate, 1, 1) { Time = At(15), Step = 110 },
        new EpochEvaluated(1, true, Report("valid", 0.75)) { Time = At(16), Step = 110 },
        new CheckpointCommitted("best", "3fa9c1d2") { Time = At(16), Step = 110 },
        new PhaseStarted(RunPhase.MaskedTraining, 2, 1) { Time = At(16), Step = 110 },
        Steps(RunPhase.MaskedTraining, 2, 100, StepsPerEpoch, 210, 0.5, At(26)),
        new PhaseStarted(RunPhase.Evaluate, 2, 1) { Time = At(26), Step = 210 },
        new EpochEvaluated(2, false, Report("valid", 0.74)) { Time = At(27), Step = 210 },
        new PhaseStarted(RunPhase.Test, 2, 1) { Time = At(27), Step = 210 },
        new EpochEvaluated(1, false, Report("test", 0.77)) { Time = At(28), Step = 210 },
        new RunEnded(RunOutcome.Finished, "all epochs are done") { Time = At(28), Step = 210 },
    ];

    /// <summary>The story of a run that breaks off after its warm-up.</summary>
    public static IReadOnlyList<RunEvent> Failed(string reason) =>
        [.. Finished().Take(5), new RunEnded(RunOutcome.Failed, reason) { Time = At(2), Step = 10 }];

    public static RunStarted Begun(string run) => new(run, "shop", 2, 1000, 10, StepsPerEpoch, 2) { Time = At(0) };

    public static StepsTaken Steps(RunPhase phase, int epoch, int epochStep, int epochSteps, long step, double loss, DateTimeOffset time) =>
        new(phase, epoch, epochStep, epochSteps, 50, 50_000, loss, 5) { Time = time, Step = step };

    /// <summary>A made-up report in which every mean is <paramref name="auc"/>; the domain "one [class]" has no AUC.</summary>
    public static EvaluationReport Report(string split, double auc) => new(
        split, auc, 0.45, auc, auc, auc, auc, ["one [class]"],
        [new("sports", 900, 300, auc, 0.44), new("toys", 90, 30, auc, 0.46), new("one [class]", 10, 0, null, 0.1)]);

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private static MaskFound Found(string domain, int done, int edges, DateTimeOffset time) => new(1, domain, done, 2, 10, 3, 0.6, edges, 2) { Time = time, Step = 10 };
}
