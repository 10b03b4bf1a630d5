using Aread.Training;

namespace Aread.Host.Progress;

/// <summary>How long things took so far in this process: steps, and what comes between them.</summary>
internal sealed record Pace
{
    private long _firstStep;
    private long _step;
    private double _steps;
    private double _stepSeconds;
    private double _betweenSeconds;
    private DateTimeOffset _phaseStart;
    private DateTimeOffset _now;

    public Pace With(RunEvent runEvent, RunPhase phase)
    {
        var next = this with { _step = runEvent.Step, _now = runEvent.Time };
        switch (runEvent)
        {
            case RunStarted:
                return next with { _firstStep = runEvent.Step, _phaseStart = runEvent.Time };
            case PhaseStarted:
                var between = phase is RunPhase.MaskSearch or RunPhase.Evaluate ? (runEvent.Time - _phaseStart).TotalSeconds : 0;
                return next with { _phaseStart = runEvent.Time, _betweenSeconds = _betweenSeconds + between };
            case StepsTaken taken:
                return next with { _steps = _steps + taken.Steps, _stepSeconds = _stepSeconds + taken.Seconds };
            default:
                return next;
        }
    }

    /// <summary>
    /// Steps left, each at the mean time of a step and its share of the searches and evaluations seen so far (spread over an epoch at least,
    /// since a first search comes before the steps it serves), and the rest of the search that is on.
    /// </summary>
    public TimeSpan? TimeLeft(TrainingProgress progress)
    {
        if (_steps == 0 || progress.Run is not { } run) return null;
        var left = Math.Max(0, (run.WarmUpSteps + (long)run.StepsPerEpoch * run.MaximumEpochs) / run.BatchesPerStep - _step);
        var between = _betweenSeconds / Math.Max(_step - _firstStep, Math.Max(1, run.StepsPerEpoch / run.BatchesPerStep));
        var search = 0.0;
        if (progress is { Phase: RunPhase.MaskSearch, Done: > 0 })
            search = (_now - _phaseStart).TotalSeconds / progress.Done * (progress.Total - progress.Done);
        return TimeSpan.FromSeconds(left * (_stepSeconds / _steps + between) + search);
    }
}
