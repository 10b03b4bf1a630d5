using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aread.Distributed.Grains;
using Aread.Distributed.Hosting;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Grains;

/// <summary>A run as those see it who listen to meters and activities of this process.</summary>
public sealed class RunTelemetryTests : IDisposable
{
    /// <summary>Other tests train beside this one.</summary>
    private const string Run = "measured";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Instruments_count_what_the_run_did()
    {
        var measured = new ConcurrentQueue<(string Name, double Value, string? Phase)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, mine) => { if (instrument.Meter.Name is TrainingTelemetry.Name or DistributedTelemetry.Name) mine.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.Start();
        var events = await TrainAsync();

        double[] Of(string name, RunPhase? phase = null) => [.. measured.Where(one => one.Name == name && (phase is null || one.Phase == $"{phase}")).Select(one => one.Value)];
        Assert.Equal(events.Max(happened => happened.Step), Of("aread.step.duration").Length);
        Assert.Equal(5, Of("aread.step.duration", RunPhase.WarmUp).Length);
        Assert.Equal(events.OfType<StepsTaken>().Sum(steps => steps.Samples), Of("aread.samples").Sum());
        Assert.Equal(events.OfType<MaskFound>().Count(), Of("aread.search.duration").Length);
        Assert.Equal(events.OfType<PhaseStarted>().GroupBy(started => started.Phase).ToDictionary(phase => phase.Key, phase => phase.Count()),
            Enum.GetValues<RunPhase>().Where(phase => Of("aread.phase.duration", phase).Length > 0).ToDictionary(phase => phase, phase => Of("aread.phase.duration", phase).Length));
        Assert.Equal([1.0], Of("aread.run.attempts"));
        Assert.Equal([0.0], Of("aread.run.recoveries"));
        Assert.True(Of("aread.embedding.rows").Sum() > 0);
        Assert.Equal(events.OfType<CheckpointCommitted>().Count(saved => saved.Pointer == "latest"), Of("aread.checkpoint.duration").Length);
        Assert.Equal(events.OfType<EpochEvaluated>().Last(evaluated => evaluated.Report.Split == "valid").Report.DomainAuc, Of("aread.domain_auc")[^2]);

        // At the end gauges lose their values: the run may go on elsewhere.
        Assert.Equal(double.NaN, Of("aread.domain_auc")[^1]);
        foreach (var phase in events.OfType<StepsTaken>().GroupBy(steps => steps.Phase))
            Assert.Equal([.. phase.Select(steps => steps.Loss), double.NaN], Of("aread.loss", phase.Key));

        void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = tags.ToArray().ToDictionary();
            if (labels.GetValueOrDefault(TrainingTelemetry.RunTag) is Run) measured.Enqueue((name, value, labels.GetValueOrDefault(TrainingTelemetry.PhaseTag) as string));
        }
    }

    [Fact]
    public async Task An_attempt_holds_epochs_and_these_hold_steps_searches_and_the_calls_to_grains()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is TrainingTelemetry.Name or DistributedTelemetry.Name or "Microsoft.Orleans.Application",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var events = await TrainAsync();

        var attempt = Assert.Single(ended, activity => activity.OperationName == "aread.attempt" && activity.GetTagItem(TrainingTelemetry.RunTag) is Run);
        Assert.Null(attempt.ParentId);
        Assert.NotNull(attempt.GetTagItem(RunTelemetry.AttemptTag));
        ILookup<string, Activity> mine = ended.Where(activity => activity.TraceId == attempt.TraceId).ToLookup(activity => activity.OperationName);
        Assert.Equal(2, mine["aread.epoch"].Count());
        Assert.All(mine["aread.epoch"], epoch => Assert.Equal(attempt.SpanId, epoch.ParentSpanId));
        var epochs = mine["aread.epoch"].Select(epoch => epoch.SpanId).ToHashSet();
        Assert.Equal(events.OfType<MaskFound>().Count(), mine["aread.search"].Count());
        Assert.All(mine["aread.search"], search => Assert.Contains(search.ParentSpanId, epochs));
        Assert.Equal(events.Max(happened => happened.Step), mine["aread.step"].Count());
        Assert.All(mine["aread.step"], step => Assert.True(epochs.Contains(step.ParentSpanId) || step.ParentSpanId == attempt.SpanId));
        var steps = mine["aread.step"].Select(step => step.SpanId).ToHashSet();
        Assert.Contains(mine.SelectMany(activities => activities), call => call.Source.Name == "Microsoft.Orleans.Application" && steps.Contains(call.ParentSpanId));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<List<RunEvent>> TrainAsync()
    {
        await SmallDataset.CreateAsync(_directory["data"], 96, 64, 48);
        await using var runs = new EngineRun(_directory, SmallOptions.Create());
        var events = await runs.TrainAsync(Run);
        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>(events[^1]).Outcome);
        return events;
    }
}
