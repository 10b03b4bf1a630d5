using Aread.Training;

namespace Aread.Host.Progress;

/// <summary>A run's events as lines of text.</summary>
internal static class EventText
{
    /// <summary>The line for the event that led to this state; null for events that say nothing new to a reader.</summary>
    public static EventLine? Describe(TrainingProgress progress) => progress.Event switch
    {
        RunStarted run => Line(run, "start", $"{run.Run}: {run.Domains} domains, {run.TrainSamples:N0} train samples of {run.Dataset}{(run.Step > 0 ? $", from step {run.Step:N0}" : "")}"),
        DomainsAugmented { Samples: > 0 } given =>
            Line(given, "augment", $"{given.Samples:N0} samples given (major domains: {given.MajorDomains}, minor: {given.MinorDomains}){(given.Reason is null ? "" : $": {given.Reason}")}"),
        DomainsAugmented none => Line(none, "augment", $"no samples given{(none.Reason is null ? "" : $": {none.Reason}")}"),
        StepsTaken steps => Steps(progress, steps),
        MaskFound { Waiting: { Count: 1 } waiting } found => Line(found, "search", $"round {found.Round}: waiting for {waiting[0]}"),
        MaskFound { Domains: 1 } only => Line(only, "search", $"round {only.Round}: {only.Domain} keeps {only.Edges} edges"),
        MaskFound found when found.Done == found.Domains =>
            Line(found, "search", $"round {found.Round}: {found.Domains} domains keep {(double)progress.Edges / found.Domains:0.0} edges on average"),
        EpochEvaluated { Report.Split: "test" } test => Line(test, "test", $"{Scores(test)}  log loss {Figures.Score(test.Report.LogLoss)}"),
        EpochEvaluated valid => Line(valid, "evaluate", $"epoch {valid.Epoch}  valid {Scores(valid)}{(valid.Best ? "  best" : "")}"),
        DomainsChanged changed => Line(changed, "domains", $"{changed.Kind.ToString().ToLowerInvariant()} '{changed.Domain}'{(changed.IsUnsettled ? ", to be searched and scored" : "")}"),
        RunRecovering recovering => Line(recovering, "recover", $"goes on from the latest checkpoint: {recovering.Reason}"),
        RunEnded ended => Line(ended, ended.Outcome.ToString().ToLowerInvariant(), ended.Reason),
        _ => null,
    };

    private static EventLine Steps(TrainingProgress progress, StepsTaken steps)
    {
        var epoch = steps.Phase == RunPhase.WarmUp || progress.Run is null ? "" : $"epoch {steps.Epoch}/{progress.Run.MaximumEpochs}  ";
        var left = progress.TimeLeft is { } time ? $"  at most {Figures.Duration(time)} left" : "";
        var share = steps.EpochSteps > 0 ? 100 * steps.EpochStep / steps.EpochSteps : 0;
        return Line(steps, Figures.Phase(steps.Phase), $"{epoch}step {steps.Step,6:N0}  {share,3}%  loss {Figures.Score(steps.Loss)}  {Figures.Count(progress.SamplesPerSecond),7} samples/s{left}");
    }

    private static string Scores(EpochEvaluated evaluated) =>
        $"DomainAUC {Figures.Score(evaluated.Report.DomainAuc)}  AUC {Figures.Score(evaluated.Report.Auc)}";

    private static EventLine Line(RunEvent runEvent, string what, string text) => new(runEvent.Time.ToLocalTime().ToString("HH:mm:ss"), what, text);
}
