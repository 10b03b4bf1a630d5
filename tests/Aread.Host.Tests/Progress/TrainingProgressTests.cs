using Aread.Host.Progress;
using Aread.Training;

namespace Aread.Host.Tests.Progress;

public sealed class TrainingProgressTests
{
    [Fact]
    public void Nothing_is_said_about_the_time_left_before_a_step() => Assert.Null(After<PhaseStarted>(0).TimeLeft);

    [Fact]
    public void Time_left_is_steps_left_at_the_pace_of_steps() =>
        Assert.Equal(TimeSpan.FromSeconds(200 * 5.0 / 50), After<StepsTaken>(0).TimeLeft);

    [Fact]
    public void The_rest_of_a_search_counts()
    {
        var inSearch = After<MaskFound>(0);
        Assert.Equal((1, 2), (inSearch.Done, inSearch.Total));
        Assert.Equal(TimeSpan.FromSeconds(20 + 2), inSearch.TimeLeft);
    }

    [Fact]
    public void Searches_and_evaluations_are_spread_over_the_steps()
    {
        var between = 4.0 / 100;
        Assert.Equal((150 * (0.1 + between)), After<StepsTaken>(1).TimeLeft!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void A_resumed_run_is_paced_by_what_it_did_since()
    {
        var progress = new TrainingProgress()
            .With(Stories.Begun("first") with { Step = 110 })
            .With(Stories.Steps(RunPhase.MaskedTraining, 2, 50, Stories.StepsPerEpoch, 160, 0.5, Stories.At(5)));
        Assert.Equal(5, progress.TimeLeft!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void The_best_epoch_is_kept_beside_the_last()
    {
        var last = After<EpochEvaluated>(1);
        Assert.Equal((0.74, 0.75), (last.Valid!.Report.DomainAuc, last.BestValid!.Report.DomainAuc));
        Assert.Null(last.Test);
    }

    [Fact]
    public void The_end_leaves_no_time()
    {
        var ended = After<RunEnded>(0);
        Assert.Null(ended.TimeLeft);
        Assert.Equal(0.77, ended.Test!.DomainAuc);
        Assert.Equal(RunOutcome.Finished, ended.Ended!.Outcome);
    }

    /// <summary>The state after the n-th event of a kind.</summary>
    private static TrainingProgress After<T>(int n) where T : RunEvent
    {
        var progress = new TrainingProgress();
        foreach (var happened in Stories.Finished())
        {
            progress = progress.With(happened);
            if (happened is T && n-- == 0) return progress;
        }
        throw new InvalidOperationException($"There is no such {typeof(T).Name} in the story.");
    }
}
