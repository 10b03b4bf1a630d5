using Aread.Data;
using Aread.Testing;
using Aread.Training;

namespace Aread.Tests.Training;

public sealed class TrainingLoopTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private RunContext _context = null!;

    public async ValueTask InitializeAsync() =>
        _context = RunContext.Create(await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17), SmallOptions.Create(), TestDevice.Here);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Augment -> WarmUp -> (MaskSearch -> MaskedTraining)* -> Evaluate each epoch -> Test.</summary>
    [Fact]
    public async Task Phases_come_in_the_order_of_the_paper()
    {
        var fleet = new RecordingFleet(_context, 0.6, 0.7, 0.7);
        await RunAsync(fleet);

        var phases = fleet.Events.OfType<PhaseStarted>().Select(started => started.Phase).ToArray();
        Assert.Equal([RunPhase.Augment, RunPhase.WarmUp, RunPhase.MaskSearch, RunPhase.MaskedTraining], phases[..4]);
        Assert.Equal([RunPhase.Evaluate, RunPhase.Test], phases[^2..]);
        Assert.Equal(2, phases.Count(phase => phase == RunPhase.Evaluate));
    }

    [Fact]
    public async Task Warm_up_takes_domains_in_turn_without_masks()
    {
        var fleet = new RecordingFleet(_context, 0.6);
        await RunAsync(fleet);

        var warmUp = fleet.Batches.Where(batch => !batch.Masked).ToArray();
        Assert.Equal([0, 1, 2, 0, 1], warmUp.Select(batch => batch.Domain));
        Assert.Equal([0, 0, 0, 1, 1], warmUp.Select(batch => batch.Batch));
    }

    /// <summary>Every domain is searched at the first masked step and then every SearchInterval batches.</summary>
    [Fact]
    public async Task Searches_come_at_the_first_masked_step_and_at_every_interval()
    {
        var fleet = new RecordingFleet(_context, 0.6, 0.7);
        await RunAsync(fleet);

        var searches = fleet.Log.Where(line => line.StartsWith("search", StringComparison.Ordinal)).Distinct().ToArray();
        var masked = fleet.Batches.Count(batch => batch.Masked);
        Assert.Equal(Enumerable.Range(0, (masked + 6) / 7).Select(i => $"search {i + 1} at {5 + 7 * i}"), searches);
        Assert.Equal(3 * searches.Length, fleet.Log.Count(line => line.StartsWith("search", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_epoch_has_ceil_n_over_batch_steps_of_each_domain()
    {
        var fleet = new RecordingFleet(_context, 0.6);
        await RunAsync(fleet);

        var epoch = fleet.Batches.Where(batch => batch.Masked && batch.Pass == 0).ToArray();
        Assert.Equal([4, 3, 2], Enumerable.Range(0, 3).Select(domain => epoch.Count(batch => batch.Domain == domain)));
    }

    [Fact]
    public async Task Training_stops_after_patience_epochs_without_a_better_DomainAUC_and_tests_the_best()
    {
        var context = _context with { Options = _context.Options with { Training = _context.Options.Training with { MaximumEpochs = 50, Patience = 2 } } };
        var fleet = new RecordingFleet(context, 0.6, 0.8, 0.7, 0.8, 0.9);
        var report = await new TrainingLoop(context, fleet).RunAsync(new TrainingState(), TestContext.Current.CancellationToken);

        var valid = fleet.Events.OfType<EpochEvaluated>().Where(evaluated => evaluated.Report.Split == "valid").ToArray();
        Assert.Equal([true, true, false, false], valid.Select(evaluated => evaluated.Best));
        Assert.Equal(2, fleet.Log.Count(line => line == "save Best"));
        Assert.Equal(["restore Best", "score Test"], fleet.Log[^2..]);
        Assert.Equal("test", report.Split);
    }

    [Fact]
    public async Task Without_mask_search_every_step_is_masked_training_and_nothing_is_searched()
    {
        var context = _context with { Options = _context.Options with { Hemp = _context.Options.Hemp with { Enabled = false } } };
        var fleet = new RecordingFleet(context, 0.6);
        await new TrainingLoop(context, fleet).RunAsync(new TrainingState(), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(fleet.Log, line => line.StartsWith("search", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(20)]
    public async Task Stopping_saves_where_it_stopped_and_going_on_takes_the_same_steps(long stopAt)
    {
        var undisturbed = new RecordingFleet(_context, 0.6, 0.7);
        await RunAsync(undisturbed);

        using var stop = new CancellationTokenSource();
        var stopped = new RecordingFleet(_context, 0.6, 0.7) { OnStep = order => { if (order.Step == stopAt) stop.Cancel(); } };
        await Assert.ThrowsAsync<OperationCanceledException>(() => new TrainingLoop(_context, stopped).RunAsync(new TrainingState(), stop.Token));
        var resumed = new RecordingFleet(_context, 0.6, 0.7);
        await new TrainingLoop(_context, resumed).RunAsync(stopped.Latest!, TestContext.Current.CancellationToken);

        Assert.Equal(stopAt + 1, stopped.Latest!.Step);
        Assert.Equal(undisturbed.Batches, stopped.Batches.Concat(resumed.Batches));
    }

    [Theory]
    [InlineData(Split.Valid, "score Valid")]
    [InlineData(Split.Test, "restore Best")]
    public async Task A_stop_while_domains_are_scored_loses_no_step(Split split, string next)
    {
        using var stop = new CancellationTokenSource();
        var stopped = new RecordingFleet(_context, 0.6, 0.7) { OnScore = scored => { if (scored == split) stop.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TrainingLoop(_context, stopped).RunAsync(new TrainingState(), stop.Token));
        var resumed = new RecordingFleet(_context, 0.6, 0.7);
        await new TrainingLoop(_context, resumed).RunAsync(stopped.Latest!, TestContext.Current.CancellationToken);

        Assert.Equal(stopped.Steps.Count, stopped.Latest!.Step);
        Assert.Equal(["augment", next], resumed.Log[..2]);
    }

    private Task RunAsync(RecordingFleet fleet) => new TrainingLoop(_context, fleet).RunAsync(new TrainingState(), TestContext.Current.CancellationToken);
}
