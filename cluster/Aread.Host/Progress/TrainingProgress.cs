using System.Runtime.CompilerServices;
using Aread.Evaluation;
using Aread.Training;

namespace Aread.Host.Progress;

/// <summary>Where a run is, told by its events alone.</summary>
internal sealed record TrainingProgress
{
    /// <summary>The event that led here.</summary>
    public RunEvent? Event { get; private init; }

    public RunStarted? Run { get; private init; }

    public RunPhase Phase { get; private init; }

    public int Epoch { get; private init; }

    /// <summary>Units of the phase that are done: steps, or domains in a mask search. <see cref="Total"/> is 0 while unknown.</summary>
    public int Done { get; private init; }

    public int Total { get; private init; }

    /// <summary>Edges kept by the domains searched in this round, in sum.</summary>
    public long Edges { get; private init; }

    /// <summary>Domains that a mask search waits for, once they are few.</summary>
    public IReadOnlyList<string> Waiting { get; private init; } = [];

    public double? Loss { get; private init; }

    public double? SamplesPerSecond { get; private init; }

    /// <summary>The last epoch's scores on the valid split.</summary>
    public EpochEvaluated? Valid { get; private init; }

    public EpochEvaluated? BestValid { get; private init; }

    /// <summary>Scores on the test split, once the run got there.</summary>
    public EvaluationReport? Test { get; private init; }

    public RunEnded? Ended { get; private init; }

    /// <summary>At most this long if no epoch is spared by early stopping; null while nothing can be said.</summary>
    public TimeSpan? TimeLeft => Run is null || Ended is not null || Phase == RunPhase.Test ? null : Pace.TimeLeft(this);

    private Pace Pace { get; init; } = new();

    /// <summary>The state after each event.</summary>
    public static async IAsyncEnumerable<TrainingProgress> FollowAsync(IAsyncEnumerable<RunEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var progress = new TrainingProgress();
        await foreach (var runEvent in events.WithCancellation(cancellationToken))
        {
            progress = progress.With(runEvent);
            yield return progress;
        }
    }

    public TrainingProgress With(RunEvent runEvent)
    {
        var next = this with { Event = runEvent, Pace = Pace.With(runEvent, Phase) };
        return runEvent switch
        {
            RunStarted started => next with { Run = started },
            PhaseStarted phase => next with { Phase = phase.Phase, Epoch = phase.Epoch, Done = 0, Total = 0, Edges = 0, Waiting = [] },
            StepsTaken steps => next with
            {
                Phase = steps.Phase,
                Epoch = steps.Epoch,
                Done = steps.EpochStep,
                Total = steps.EpochSteps,
                Loss = steps.Loss,
                SamplesPerSecond = steps.Seconds > 0 ? steps.Samples / steps.Seconds : SamplesPerSecond,
            },
            MaskFound found => next with { Phase = RunPhase.MaskSearch, Done = found.Done, Total = found.Domains, Edges = Edges + found.Edges, Waiting = found.Waiting ?? [] },
            EpochEvaluated { Report.Split: "test" } test => next with { Test = test.Report },
            EpochEvaluated valid => next with { Valid = valid, BestValid = valid.Best ? valid : BestValid },
            RunEnded ended => next with { Ended = ended },
            _ => next,
        };
    }
}
