using System.Diagnostics;
using Aread.Data;
using Aread.Evaluation;

namespace Aread.Training;

/// <summary>
/// A run from its first phase to its last: Augment -> WarmUp -> (MaskSearch -> MaskedTraining)* -> Evaluate each epoch -> Test.
/// Orders work from a fleet and keeps the schedule; knows nothing of tensors, files or machines.
/// </summary>
public sealed class TrainingLoop(RunContext context, ITrainingFleet fleet)
{
    private readonly TrainingOptions _options = context.Options.Training;
    private readonly int[] _batches = [.. Enumerable.Range(0, context.Domains.Count).Select(context.BatchesPerEpoch)];
    private readonly StepMeter _meter = new();
    private TrainingState _state = new();
    private long _savedAt;

    /// <param name="start">Where to go on; the fleet already holds the weights and masks that belong to it.</param>
    /// <returns>Metrics of the test split with the best weights and masks.</returns>
    /// <exception cref="OperationCanceledException">Stopped; what was saved last stays.</exception>
    public async Task<EvaluationReport> RunAsync(TrainingState start, CancellationToken cancellationToken)
    {
        (_state, _savedAt) = (start, start.Step);
        await AugmentAsync(cancellationToken);
        if (_state.Step < _options.WarmUpBatches) await WarmUpAsync(cancellationToken);
        while (_state.Epoch < _options.MaximumEpochs && _state.EpochsWithoutProgress < _options.Patience)
        {
            await EpochAsync(cancellationToken);
            await EvaluateAsync(cancellationToken);
        }
        return await TestAsync(cancellationToken);
    }

    private async Task AugmentAsync(CancellationToken cancellationToken)
    {
        await StartPhaseAsync(RunPhase.Augment);
        var summary = await fleet.AugmentAsync(cancellationToken);
        await fleet.ReportAsync(new DomainsAugmented(summary.MinorDomains, summary.MajorDomains, summary.Samples, summary.Reason) { Step = _state.Step });
    }

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await StartPhaseAsync(RunPhase.WarmUp);
        var trained = Enumerable.Range(0, _batches.Length).Where(domain => _batches[domain] > 0).ToArray();
        _meter.Start();
        while (_state.Step < _options.WarmUpBatches)
        {
            var (turn, domain) = ((int)(_state.Step / trained.Length), trained[_state.Step % trained.Length]);
            var order = new StepOrder(_state.Step, domain, turn / _batches[domain], turn % _batches[domain], Masked: false);
            _meter.Add(await fleet.StepAsync(order, CancellationToken.None));
            _state = _state with { Step = _state.Step + 1 };
            await ReportStepsAsync(RunPhase.WarmUp, (int)_state.Step, _options.WarmUpBatches);
            await StopIfAskedAsync(cancellationToken);
        }
        await SaveAsync();
    }

    private async Task EpochAsync(CancellationToken cancellationToken)
    {
        var order = EpochOrder.Create(context.Seed, _state.Epoch, _batches);
        var announced = false;
        _meter.Start();
        while (_state.EpochStep < order.Length)
        {
            if (context.Options.Hemp.Enabled && _state.MaskedSteps % context.Options.Hemp.SearchInterval == 0)
            {
                await SearchAsync((int)(_state.MaskedSteps / context.Options.Hemp.SearchInterval) + 1, cancellationToken);
                announced = false;
            }
            if (!announced) await StartPhaseAsync(RunPhase.MaskedTraining);
            announced = true;

            var (domain, batch) = order[_state.EpochStep];
            _meter.Add(await fleet.StepAsync(new StepOrder(_state.Step, domain, _state.Epoch, batch, Masked: true), CancellationToken.None));
            _state = _state with { Step = _state.Step + 1, MaskedSteps = _state.MaskedSteps + 1, EpochStep = _state.EpochStep + 1 };
            await ReportStepsAsync(RunPhase.MaskedTraining, _state.EpochStep, order.Length);
            await StopIfAskedAsync(cancellationToken);
            if (_state.MaskedSteps % _options.CheckpointInterval == 0) await SaveAsync();
        }
    }

    private async Task SearchAsync(int round, CancellationToken cancellationToken)
    {
        // A search that is stopped is done again from its start, so that is where it goes on.
        if (_state.Step > _savedAt) await SaveAsync();
        await StartPhaseAsync(RunPhase.MaskSearch, round);
        var clock = Stopwatch.StartNew();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Enumerable.Range(0, context.Domains.Count).ToDictionary(
            domain => fleet.SearchAsync(new SearchOrder(domain, round, _state.Step), ending.Token));
        var done = 0;
        try
        {
            await foreach (var search in Task.WhenEach(running.Keys))
            {
                var found = await search;
                await fleet.ReportAsync(new MaskFound(round, context.Domains[running[search]].Name, ++done, running.Count,
                    found.Candidates, found.Winner, found.Score, found.Edges, clock.Elapsed.TotalSeconds)
                { Step = _state.Step });
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
        var score = report.DomainAuc ?? throw new InvalidOperationException("A data set without DomainAUC was let in.");
        var best = !(_state.BestScore >= score);
        _state = _state with
        {
            Epoch = _state.Epoch + 1,
            EpochStep = 0,
            BestScore = best ? score : _state.BestScore,
            EpochsWithoutProgress = best ? 0 : _state.EpochsWithoutProgress + 1,
        };
        await fleet.ReportAsync(new EpochEvaluated(_state.Epoch, best, report) { Step = _state.Step });
        await SaveAsync(best);
    }

    private async Task<EvaluationReport> TestAsync(CancellationToken cancellationToken)
    {
        await fleet.RestoreAsync(SavePoint.Best, cancellationToken);
        await StartPhaseAsync(RunPhase.Test);
        var report = await Evaluator.EvaluateAsync(context, fleet, Split.Test, cancellationToken);
        await fleet.ReportAsync(new EpochEvaluated(_state.Epoch, Best: true, report) { Step = _state.Step });
        return report;
    }

    private ValueTask StartPhaseAsync(RunPhase phase, int round = 0) =>
        fleet.ReportAsync(new PhaseStarted(phase, phase == RunPhase.Test ? _state.Epoch : _state.Epoch + 1, round) { Step = _state.Step });

    private async ValueTask ReportStepsAsync(RunPhase phase, int done, int all)
    {
        if (done < all && _meter.Steps < _options.ReportInterval) return;
        var (steps, samples, loss, seconds) = _meter.Take();
        await fleet.ReportAsync(new StepsTaken(phase, _state.Epoch + 1, done, all, steps, samples, loss, seconds) { Step = _state.Step });
    }

    /// <summary>A step is never broken off; between two steps a stop loses nothing.</summary>
    private async ValueTask StopIfAskedAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested) return;
        await SaveAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Not to be cancelled: what was trained is not lost to a stop.</summary>
    private async Task SaveAsync(bool best = false)
    {
        _savedAt = _state.Step;
        if (await fleet.SaveAsync(_state, best, CancellationToken.None) is not { } hash) return;
        if (best) await fleet.ReportAsync(new CheckpointCommitted("best", hash) { Step = _state.Step });
        await fleet.ReportAsync(new CheckpointCommitted("latest", hash) { Step = _state.Step });
    }
}
