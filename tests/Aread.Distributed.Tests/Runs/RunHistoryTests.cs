using Aread.Data;
using Aread.Distributed.Runs;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Runs;

/// <summary>What counts of a run's events after it went on from a checkpoint.</summary>
public sealed class RunHistoryTests : IDisposable
{
    private readonly TemporaryDirectory _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>A checkpoint is written beside training, so events of later steps can come before the one that tells of it.</summary>
    [Fact]
    public void Events_after_those_that_led_to_the_checkpoint_are_taken_back()
    {
        using var run = Create();
        run.AppendEvent(Started(0, null));
        run.AppendEvent(Steps(20));
        var kept = run.EventCount;
        run.AppendEvent(Steps(40));
        run.AppendEvent(new CheckpointCommitted("latest", "ab") { Step = 20 });
        run.AppendEvent(new RunRecovering("A silo died.") { Step = 40 });
        run.BeginAttempt();
        run.AppendEvent(Started(20, kept));
        run.AppendEvent(Steps(40));

        Assert.Equal([0L, 20, 20, 40], run.ReadHistory().Select(happened => happened.Step));
        Assert.Equal(7, run.ReadEvents().Count());
    }

    [Fact]
    public void What_a_replaced_attempt_adds_later_is_passed_over()
    {
        using var run = Create();
        run.AppendEvent(Started(0, null));
        var old = run.AppendEvent(Steps(20));
        run.BeginAttempt();
        run.AppendEvent(Started(0, 0));
        File.AppendAllText(Path.Combine(run.Location, "events.jsonl"), AreadJson.Write(old with { Step = 60 }) + "\n");
        run.Dispose();

        using var resumed = RunDirectory.Resume(_runs.Path, "a");
        Assert.Equal([0L, 20, 0], resumed.ReadEvents().Select(happened => happened.Step));
        Assert.Equal(3, resumed.EventCount);
    }

    [Fact]
    public void Who_was_replaced_writes_no_event()
    {
        using var old = Create();
        old.AppendEvent(Started(0, null));
        using var young = RunDirectory.Resume(_runs.Path, "a", takeOver: true);

        Assert.Throws<Aread.Distributed.Storage.WriterReplacedException>(() => old.AppendEvent(Steps(20)));
        young.AppendEvent(Steps(20));
    }

    [Fact]
    public void Without_taking_over_a_run_that_is_held_is_refused()
    {
        using var held = Create();

        Assert.Throws<AreadException>(() => RunDirectory.Resume(_runs.Path, "a"));
    }

    private RunDirectory Create() => RunDirectory.Create(
        _runs.Path, "a", new RunDescription("shop", "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);

    private static RunStarted Started(long step, long? kept) => new("a", "shop", 2, 100, 5, 20, 2) { Step = step, Kept = kept };

    private static StepsTaken Steps(long step) => new(RunPhase.MaskedTraining, 1, (int)step, 100, 20, 320, 0.5, 1) { Step = step };
}
