using Aread.Distributed.Grains;
using Aread.Training;
using Microsoft.Extensions.Time.Testing;

namespace Aread.Distributed.Tests.Grains;

/// <summary>A run is given up when it gets nowhere after losses, and only then.</summary>
public sealed class ProgressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly FakeTimeProvider _time = new();
    private readonly Progress _progress;

    public ProgressTests() => _progress = new Progress(new RecoveryOptions(Patience, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), _time);

    [Fact]
    public void Long_work_before_a_loss_counts_for_nothing()
    {
        Work(step: 10);
        _time.Advance(10 * Patience);
        _progress.NoteLoss();
        Assert.False(_progress.IsHopeless);
    }

    [Fact]
    public void After_a_loss_a_run_may_be_at_a_standstill_for_so_long()
    {
        Work(step: 10);
        _progress.NoteLoss();
        _time.Advance(Patience - TimeSpan.FromSeconds(1));
        _progress.Note(new PhaseStarted(RunPhase.MaskSearch, 1, 1) { Step = 10 });
        _progress.Note(new RunRecovering("lost") { Step = 10 });
        _progress.Note(new DomainsAugmented(1, 1, 5, null) { Step = 10 });
        _progress.NoteLoss();
        Assert.False(_progress.IsHopeless);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_progress.IsHopeless);
    }

    [Fact]
    public void Work_done_again_ends_the_standstill()
    {
        Work(step: 1000);
        for (var loss = 0; loss < 5; loss++)
        {
            _progress.NoteLoss();
            _time.Advance(Patience / 2);
            Work(step: 500);
            _time.Advance(Patience / 2);
        }
        _progress.NoteLoss();
        Assert.False(_progress.IsHopeless);
    }

    [Fact]
    public void Work_that_is_lost_over_and_over_does_not_go_on_for_ever()
    {
        Work(step: 1000);
        var losses = 0;
        for (; !_progress.IsHopeless && losses < 100; losses++)
        {
            _progress.NoteLoss();
            _time.Advance(Patience / 4);
            Work(step: 900);
        }
        Assert.InRange(losses, 5, 20);
    }

    [Fact]
    public void Getting_further_makes_good_for_every_loss_before()
    {
        for (var step = 1; step <= 100; step++)
        {
            _progress.NoteLoss();
            _time.Advance(Patience / 2);
            Work(step);
            Assert.False(_progress.IsHopeless);
        }
    }

    [Fact]
    public void A_mask_found_is_work_and_so_is_a_checkpoint()
    {
        Work(step: 10);
        foreach (var work in new RunEvent[] { new MaskFound(1, "d", 1, 3, 4, 0, 0.5, 9, 1) { Step = 10 }, new CheckpointCommitted("latest", "h") { Step = 10 } })
        {
            _progress.NoteLoss();
            _time.Advance(Patience - TimeSpan.FromSeconds(1));
            _progress.Note(work);
            _time.Advance(TimeSpan.FromSeconds(2));
            _progress.NoteLoss();
            Assert.False(_progress.IsHopeless);
        }
    }

    private void Work(long step) => _progress.Note(new StepsTaken(RunPhase.MaskedTraining, 1, 1, 2, 1, 16, 0.5, 0.1) { Step = step });
}
