using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Runs;
using Aread.Distributed.Synchronization;
using Aread.Evaluation;
using Aread.Hemp;
using Aread.Training;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="ICoordinatorGrain"/>
/// <remarks>What it orders is in <see cref="TrainingLoop"/>, which the plain loop uses too.</remarks>
[GrainType("aread.coordinator"), Immovable, KeepAlive]
public sealed partial class CoordinatorGrain(RunContexts contexts, DenseWeightCache weights, TimeProvider time, ILogger<CoordinatorGrain> logger)
    : Grain, ICoordinatorGrain
{
    private readonly RunFeed _feed = new();
    private CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;
    private RunRequest? _request;
    private RunDirectory? _directory;
    private GrainFleet? _fleet;
    private RunContext? _context;
    private string _phase = "", _outcome = "";
    private long _step;

    private string Run => this.GetPrimaryKeyString();

    public async Task StartAsync(RunRequest request, StartMode mode)
    {
        RefuseWhileRunning();
        var asked = AreadJson.Read<AreadOptions>(request.Options);
        var directory = mode == StartMode.Resume ? RunDirectory.Resume(request.RunsDirectory, Run, time) : null;
        try
        {
            var options = directory is null ? asked : directory.ReadOptions().ResumedAs(asked);
            var context = await contexts.CreateAsync(request.DataDirectory, options);
            directory?.RequireDataset(context.Dataset, sameSamples: true);
            directory ??= RunDirectory.Create(request.RunsDirectory, Run,
                RunDescription.Of(context.Dataset, options.Training.Seed, time.GetUtcNow()),
                options, mode == StartMode.Overwrite ? RunConflict.Overwrite : RunConflict.Refuse, time);
            var latest = directory.Checkpoints.TryRead(SavePoint.Latest);
            if (latest is null && directory.ReadEvents().Any(happened => happened is CheckpointCommitted))
                throw new AreadException($"Run '{Run}' had a checkpoint, but {directory.Checkpoints.Directory} has no manifest.json any more. Restore it from a copy, or start the run again (--overwrite).");
            var fleet = await StartFleetAsync(request, context, directory);
            var state = latest is null ? new TrainingState() : await fleet.RestoreAsync(latest, CancellationToken.None);
            (_directory, _request, _step, _phase, _outcome) = (directory, request, state.Step, "", "");
            _feed.Clear();
            _stopping = new CancellationTokenSource();
            _run = RunAsync(context, fleet, directory, state);
        }
        catch
        {
            if (_fleet is not null) await ReleaseAsync(_fleet);
            directory?.Dispose();
            throw;
        }
    }

    public Task StopAsync() => _stopping.CancelAsync();

    public Task<EventBatch> ReadEventsAsync(int from, CancellationToken cancellationToken) => _feed.ReadAsync(from, cancellationToken);

    public Task<RunStatus> GetStatusAsync() => Task.FromResult(Status());

    public Task<DenseWeights> GetWeightsAsync()
    {
        var snapshot = _fleet?.Snapshot ?? throw new InvalidOperationException($"Run '{Run}' has no weights yet.");
        return Task.FromResult(new DenseWeights(snapshot.Version, snapshot.Weights, snapshot.Buffers));
    }

    public async Task<string> EvaluateAsync(RunRequest request, Split split, CancellationToken cancellationToken)
    {
        RefuseWhileRunning();
        using var directory = RunDirectory.Open(request.RunsDirectory, Run);
        directory.RefuseWhileWritten();
        var asked = AreadJson.Read<AreadOptions>(request.Options);
        var context = await contexts.CreateAsync(request.DataDirectory, directory.ReadOptions() with { Compute = asked.Compute, Torch = asked.Torch });
        directory.RequireDataset(context.Dataset, sameSamples: false);
        try
        {
            var fleet = await StartFleetAsync(request, context, directory);
            await fleet.RestoreAsync(SavePoint.Best, cancellationToken);
            return AreadJson.Write(await Evaluator.EvaluateAsync(context, fleet, split, cancellationToken));
        }
        finally
        {
            if (_fleet is not null) await ReleaseAsync(_fleet);
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task<GrainFleet> StartFleetAsync(RunRequest request, RunContext context, RunDirectory directory)
    {
        var setup = new RunSetup(Run, time.GetUtcNow().UtcTicks, directory.Checkpoints.Directory,
            Path.GetFullPath(request.DataDirectory), AreadJson.Write(context.Options));
        var fleet = new GrainFleet(context, setup, GrainFactory, ReportAsync);
        contexts.Hold(setup, context);
        (_context, _fleet) = (context, fleet);
        await fleet.StartAsync();
        return fleet;
    }

    private async Task RunAsync(RunContext context, GrainFleet fleet, RunDirectory directory, TrainingState state)
    {
        var (outcome, reason, fault) = (RunOutcome.Finished, "All phases are done.", (string?)null);
        try
        {
            await ReportAsync(new RunStarted(Run, context.Dataset.Directory, context.Domains.Count, context.Domains.Sum(domain => domain.Train.Samples),
                context.Options.Training.WarmUpBatches, Enumerable.Range(0, context.Domains.Count).Sum(context.BatchesPerEpoch), context.Options.Training.MaximumEpochs)
            { Step = state.Step });
            await new TrainingLoop(context, fleet).RunAsync(state, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            (outcome, reason) = (RunOutcome.Stopped, "Stopped on request.");
        }
        catch (AreadException fail)
        {
            (outcome, reason) = (RunOutcome.Failed, fail.Message);
        }
        catch (Exception broken)
        {
            (outcome, reason, fault) = (RunOutcome.Failed, $"Internal fault: {broken.Message}", broken.ToString());
            LogFault(Run, broken);
        }
        await EndAsync(directory, fleet, outcome, reason, fault);
    }

    /// <summary>Whatever fails here, followers learn that the run ended and its directory is free again.</summary>
    private async Task EndAsync(RunDirectory directory, GrainFleet fleet, RunOutcome outcome, string reason, string? fault)
    {
        _outcome = outcome.ToString();
        RunEvent ended = new RunEnded(outcome, reason) { Step = _step, Time = time.GetUtcNow() };
        try
        {
            ended = directory.AppendEvent(ended);
        }
        catch (Exception unwritten)
        {
            LogFault(Run, unwritten);
        }
        await ReleaseAsync(fleet);
        await AnnounceAsync();
        directory.Dispose();
        _feed.Add(AreadJson.Write(ended));
        _feed.End(fault);
    }

    private async Task ReleaseAsync(GrainFleet fleet)
    {
        contexts.Forget(Run);
        weights.Forget(Run);
        _fleet = null;
        await fleet.EndAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>Tells the registry; a run does not depend on it.</summary>
    private async Task AnnounceAsync()
    {
        try
        {
            await GrainFactory.GetGrain<IRunRegistryGrain>(0).UpdateAsync(Status());
        }
        catch (Exception lost)
        {
            LogUnannounced(Run, lost);
        }
    }

    private async ValueTask ReportAsync(RunEvent happened)
    {
        if (_directory is not { } directory) return;
        _step = happened.Step;
        if (happened is PhaseStarted started) _phase = started.Phase.ToString();
        if (happened is EpochEvaluated evaluated) await Task.Run(() => directory.WriteMetrics(evaluated.Report));
        if (happened is EpochEvaluated or MaskFound { IsLast: true }) await WriteMasksAsync(directory);
        _feed.Add(AreadJson.Write(directory.AppendEvent(happened)));
        if (happened is RunStarted or PhaseStarted) await AnnounceAsync();
    }

    private async Task WriteMasksAsync(RunDirectory directory)
    {
        var reports = await _fleet!.DomainReportsAsync();
        int[] experts = [.. _context!.Options.Hei.Experts];
        await Task.Run(() => directory.WriteMasks(new MaskReport(experts, Array.ConvertAll(reports, AreadJson.Read<DomainMaskReport>))));
    }

    private RunStatus Status() => new(
        Run, _request?.RunsDirectory ?? "", _phase, _step,
        _fleet is null || _context is null ? 0 : (double)_fleet.Scored / _context.Domains.Count,
        _outcome);

    private void RefuseWhileRunning()
    {
        if (!_run.IsCompleted) throw new AreadException($"Run '{Run}' is under way. Wait until it ends, or stop it.");
    }
}
