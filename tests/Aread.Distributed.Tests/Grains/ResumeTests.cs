using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Grains;

/// <summary>Stop, then resume: the result is that of a run never stopped.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(RunPhase.Augment)]
    [InlineData(RunPhase.WarmUp)]
    [InlineData(RunPhase.MaskSearch)]
    [InlineData(RunPhase.MaskedTraining)]
    [InlineData(RunPhase.Evaluate)]
    public async Task A_run_stopped_before_its_test_and_resumed_ends_with_the_hash_of_one_never_stopped(RunPhase phase)
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("undisturbed");

        var stopped = await run.TrainAsync("stopped", until: happened => happened is PhaseStarted started && started.Phase == phase);
        Assert.Equal(RunOutcome.Stopped, Assert.IsType<RunEnded>(stopped[^1]).Outcome);
        var resumed = await run.TrainAsync("stopped", resume: true);

        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>(resumed[^1]).Outcome);
        Assert.Equal(run.HashOf("undisturbed", SavePoint.Latest), run.HashOf("stopped", SavePoint.Latest));
        Assert.Equal(run.HashOf("undisturbed", SavePoint.Best), run.HashOf("stopped", SavePoint.Best));
    }

    [Fact]
    public async Task A_run_resumes_in_another_process_with_other_lanes()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        var options = SmallOptions.Create();
        await using (var first = new EngineRun(_directory, options))
        {
            await first.TrainAsync("undisturbed");
            await first.TrainAsync("stopped", until: happened => happened is StepsTaken { Phase: RunPhase.MaskedTraining, EpochStep: > 4 });
        }

        await using var second = new EngineRun(_directory, options with { Compute = options.Compute with { Lanes = 3 } });
        await second.TrainAsync("stopped", resume: true);

        Assert.Equal(second.HashOf("undisturbed", SavePoint.Latest), second.HashOf("stopped", SavePoint.Latest));
    }
}
