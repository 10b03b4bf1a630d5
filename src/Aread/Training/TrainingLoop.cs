using System.Diagnostics;
using Aread.Data;
using Aread.Evaluation;

namespace Aread.Training;

/// <summary>
/// A run from its first phase to its last: Augment -> WarmUp -> (MaskSearch -> MaskedTraining)* -> Evaluate each epoch -> Test.
/// Orders work from a fleet and keeps the schedule; knows nothing of tensors, files or machines.
/// </summary>
/// <param name="run">Its name, under which it is measured; empty for a training that is no run.</param>
public sealed class TrainingLoop(RunContext context, ITrainingFleet fleet, string run = "")
{
    private const int NamedWaiting = 5;

    private readonly TrainingOptions _options = context.Options.Training;
    private readonly StepSchedule _schedule = new(context);
    private readonly StepMeter _meter = new();
    private readonly TrainingTelemetry _telemetry = new(run);
    private TrainingState _state = new();
    private long _savedAt;
    private Task _saving = Task.CompletedTask;

    private bool IsSaveDue => _state.Step - _savedAt >= _options.CheckpointInterval;

    /// <param name="start">Where to go on; the fleet already holds the weights and masks that belong to it.</param>
    /// <returns>Metrics of the test split with the best weights and masks.</returns>
    /// <exception cref="OperationCanceledException">Stopped; what was saved last stays.</exception>
    public async Task<EvaluationReport> RunAsync(TrainingState start, CancellationToken cancellationToken)
    {
        await TrainAsync(start, cancellationToken);
        return await TestAsync(cancellationToken);
    }

    /// <summary>All phases but the test.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task TrainAsync(TrainingState start, CancellationToken cancellationToken)
    {
        (_state, _savedAt) = (start, start.Step);
        try
        {
            await AugmentAsync(cancellationToken);
            if (_state.Unsettled is { } changed) await SettleAsync(changed, cancellationToken);
            if (_schedule.WarmUp(_state) is not null) await WarmUpAsync(cancellationToken);
            while (!_state.IsTrained(_options))
            {
                using var epoch = _telemetry.Epoch(_state.Epoch + 1);
                await EpochAsync(cancellationToken);
                await EvaluateAsync(cancellationToken);
            }
            await _saving;
        }
        catch
        {
            // Nobody writes any more when this has ended.
            await _saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw;
        }
        finally
        {
            _telemetry.End();
        }
    }

    private async Task AugmentAsync(CancellationToken cancellationToken)
    {
        await StartPhaseAsync(RunPhase.Augment);
        var summary = await fleet.AugmentAsync(cancellationToken);
        await fleet.ReportAsync(new DomainsAugmented(summary.MinorDomains, summary.MajorDomains, summary.Samples, summary.Reason) { Step = _state.Step });
    }

    /// <summary>After domains changed: what is lacking is searched, and the present weights and masks are the best of the present domains.</summary>
    private async Task SettleAsync(IReadOnlyList<int> unsearched, CancellationToken cancellationToken)
    {
        int[] searched = [.. unsearched.Where(domain => !context.Domains[domain].IsPaused)];
        if (searched.Length > 0) await SearchAsync(_schedule.LastSearchRound(_state), searched, cancellationToken);
        await StartPhaseAsync(RunPhase.Evaluate);
        var report = await Evaluator.EvaluateAsync(context, fleet, Split.Valid, cancellationToken);
        _state = _state with { Unsettled = null, BestScore = ScoreOf(report), EpochsWithoutProgress = 0 };
        await fleet.ReportAsync(new EpochEvaluated(_state.Epoch, Best: true, report) { Step = _state.Step });
        await SaveAsync(best: true);
    }

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await StartPhaseAsync(RunPhase.WarmUp);
        _meter.Start();
        while (_schedule.WarmUp(_state) is { } order)
        {
            var next = _state with { Step = _state.Step + 1 };
            await StepAsync(RunPhase.WarmUp, order, _schedule.WarmUp(next));
            _state = next;
            await ReportStepsAsync(RunPhase.WarmUp, _schedule.WarmUpBatches(_state), _options.WarmUpBatches);
            await StopIfAskedAsync(cancellationToken);
            if (IsSaveDue) await SaveAsync();
        }
        if (_state.Step > _savedAt) await SaveAsync();
    }

    private async Task EpochAsync(CancellationToken cancellationToken)
    {
        var announced = false;
        _meter.Start();
        while (_schedule.Masked(_state) is { } order)
        {
            if (_schedule.SearchRound(_state) is { } round)
            {
                await SearchAsync(round, [.. Enumerable.Range(0, context.Domains.Count).Where(domain => !context.Domains[domain].IsPaused)], cancellationToken);
                announced = false;
            }
            if (!announced) await StartPhaseAsync(RunPhase.MaskedTraining);
            announced = true;

            var next = _state with
            {
                Step = _state.Step + 1,
                MaskedBatches = _state.MaskedBatches + order.Batches.Count,
                EpochBatch = _state.EpochBatch + order.Batches.Count,
            };
            await StepAsync(RunPhase.MaskedTraining, order, _schedule.Masked(next));
            _state = next;
            await ReportStepsAsync(RunPhase.MaskedTraining, _state.EpochBatch, _schedule.EpochBatches(_state));
            await StopIfAskedAsync(cancellationToken);
            if (IsSaveDue) await SaveAsync();
        }
    }

    private async Task StepAsync(RunPhase phase, StepOrder order, StepOrder? next)
    {
        if (_saving.IsFaulted) await _saving;
        using var activity = _telemetry.Step(order.Step);
        var began = Stopwatch.GetTimestamp();
        var step = fleet.StepAsync(order, CancellationToken.None);
        if (next is not null) fleet.Prepare(next);
        var taken = await step;
        _telemetry.Stepped(phase, taken, began);
        _meter.Add(taken);
    }

    private async Task SearchAsync(int round, IReadOnlyList<int> domains, CancellationToken cancellationToken)
    {
        // A search that is stopped is done again from its start, so that is where it goes on.
        if (_state.Step > _savedAt) await SaveAsync();
        await StartPhaseAsync(RunPhase.MaskSearch, round);
        var clock = Stopwatch.StartNew();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = domains.ToDictionary(
            domain => SearchAsync(new SearchOrder(domain, round, _state.Step), ending.Token));
        var done = 0;
        try
        {
            await foreach (var search in Task.WhenEach(running.Keys))
            {
                var found = await search;
                await fleet.ReportAsync(new MaskFound(round, context.Domains[running[search]].Name, ++done, running.Count,
                    found.Candidates, found.Winner, found.Score, found.Edges, clock.Elapsed.TotalSeconds)
                { Step = _state.Step, Waiting = Waiting(running) });
            }
        }
        catch
        {
            // One failed or the run was stopped: nobody waits for the others, so they end before this does.
            await ending.CancelAsync();
            await ((Task)Task.WhenAll(running.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw;
        }
        _meter.Start();
    }

    private async Task<SearchSummary> SearchAsync(SearchOrder order, CancellationToken cancellationToken)
    {
        using var activity = _telemetry.Search(context.Domains[order.Domain].Name);
        var began = Stopwatch.GetTimestamp();
        var found = await fleet.SearchAsync(order, cancellationToken);
        _telemetry.Searched(began);
        return found;
    }

    /// <summary>Domains still searching, by name, if they are few.</summary>
    private string[]? Waiting(Dictionary<Task<SearchSummary>, int> searches)
    {
        var waiting = searches.Where(search => !search.Key.IsCompleted).Select(search => context.Domains[search.Value].Name).ToArray();
        return waiting.Length is > 0 and <= NamedWaiting ? waiting : null;
    }

    private async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        await StartPhaseAsync(RunPhase.Evaluate);
        EvaluationReport report;
        try
        {
            report = await Evaluator.EvaluateAsync(context, fleet, Split.Valid, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await SaveAsync();
            throw;
        }
        var score = ScoreOf(report);
        var best = !(_state.BestScore >= score);
        _state = _state with
        {
            Epoch = _state.Epoch + 1,
            EpochBatch = 0,
            EpochDone = null,
            BestScore = best ? score : _state.BestScore,
            EpochsWithoutProgress = best ? 0 : _state.EpochsWithoutProgress + 1,
        };
        _telemetry.Evaluated(score);
        await fleet.ReportAsync(new EpochEvaluated(_state.Epoch, best, report) { Step = _state.Step });
        await SaveAsync(best);
    }

    private static double ScoreOf(EvaluationReport report) => report.DomainAuc ?? throw new InvalidOperationException("A data set without DomainAUC was let in.");

    private async Task<EvaluationReport> TestAsync(CancellationToken cancellationToken)
    {
        await fleet.RestoreAsync(SavePoint.Best, cancellationToken);
        await StartPhaseAsync(RunPhase.Test);
        var report = await Evaluator.EvaluateAsync(context, fleet, Split.Test, cancellationToken);
        await fleet.ReportAsync(new EpochEvaluated(_state.Epoch, Best: true, report) { Step = _state.Step });
        _telemetry.Leave();
        return report;
    }

    private ValueTask StartPhaseAsync(RunPhase phase, int round = 0)
    {
        _telemetry.Enter(phase);
        return fleet.ReportAsync(new PhaseStarted(phase, phase == RunPhase.Test ? _state.Epoch : _state.Epoch + 1, round) { Step = _state.Step });
    }

    private async ValueTask ReportStepsAsync(RunPhase phase, int done, int all)
    {
        if (done < all && _meter.Steps < _options.ReportInterval) return;
        var (steps, samples, loss, seconds) = _meter.Take();
        _telemetry.Lost(phase, loss);
        await fleet.ReportAsync(new StepsTaken(phase, _state.Epoch + 1, done, all, steps, samples, loss, seconds) { Step = _state.Step });
    }

    /// <summary>A step is never broken off; between two steps a stop loses nothing.</summary>
    private async ValueTask StopIfAskedAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested) return;
        await SaveAsync();
        await _saving;
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Training goes on while the state of now is written; one checkpoint at a time. Not to be cancelled: what was trained is not lost to a stop.
    /// </summary>
    private async Task SaveAsync(bool best = false)
    {
        await _saving;
        _savedAt = _state.Step;
        _saving = AnnounceAsync(await fleet.SaveAsync(_state, best, CancellationToken.None), _state.Step, best);
    }

    private async Task AnnounceAsync(Task<string?> saving, long step, bool best)
    {
        if (await saving is not { } hash) return;
        if (best) await fleet.ReportAsync(new CheckpointCommitted("best", hash) { Step = step });
        await fleet.ReportAsync(new CheckpointCommitted("latest", hash) { Step = step });
    }
}
