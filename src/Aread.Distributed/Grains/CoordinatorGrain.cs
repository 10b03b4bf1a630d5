using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Distributed.Storage;
using Aread.Distributed.Synchronization;
using Aread.Evaluation;
using Aread.Training;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="ICoordinatorGrain"/>
/// <remarks>What it orders is in <see cref="TrainingLoop"/>, which the plain loop uses too; how it meets losses is in <see cref="RunDriver"/>.</remarks>
[GrainType("aread.coordinator"), Immovable]
public sealed partial class CoordinatorGrain(FleetServices services, RecoveryOptions recovery, TimeProvider time, ILogger<CoordinatorGrain> logger)
    : Grain, ICoordinatorGrain
{
    private readonly RunFeed _feed = new();
    private ParcelShelf? _parcels;
    private Task _run = Task.CompletedTask;
    private RunDriver? _driver;
    private GrainFleet? _evaluating;
    private RunContext? _evaluated;
    private RunRequest? _request;
    private RunEnded? _ended;
    private string _lastPhase = "";

    private string Run => this.GetPrimaryKeyString();

    private ParcelShelf Parcels => _parcels ??= new ParcelShelf(services.Serializer, this.AsReference<IParcelSender>());

    private IRunRegistryGrain Registry => GrainFactory.GetGrain<IRunRegistryGrain>(0);

    public async Task<long> StartAsync(RunRequest request, StartMode mode)
    {
        RefuseWhileRunning();
        try
        {
            var (driver, first) = await BeginAsync(request, mode);
            await driver.Ready;
            return first;
        }
        catch (UnfitSiloException)
        {
            GoOn();
            throw;
        }
    }

    public async Task<long> ChangeDomainsAsync(RunRequest request, DomainOrder order)
    {
        try
        {
            if (_driver is { } running)
            {
                var next = running.Directory.EventCount;
                await running.ChangeAsync(order);
                return next;
            }
            var (driver, first) = await BeginAsync(request, StartMode.Resume, order);
            await driver.Ready;
            return first;
        }
        catch (UnfitSiloException)
        {
            GoOn();
            throw;
        }
    }

    public async Task EnsureAsync(RunRequest request)
    {
        if (!_run.IsCompleted) return;
        try
        {
            if (_ended is null && await Task.Run(() => EventsOf(request)) is [.., RunEnded ended] events) Recall(request, events, ended);
            if (_ended is null) await BeginAsync(request, StartMode.TakeOver);
            else await AnnounceAsync();
        }
        catch
        {
            GoOn();
            throw;
        }
    }

    public async Task RecallAsync(RunEntry ended)
    {
        if (!_feed.IsVacant) return;
        RunEvent[] events;
        try
        {
            events = await Task.Run(() => EventsOf(ended.Request));
        }
        catch (AreadException unreadable)
        {
            LogUnreadable(Run, unreadable);
            events = [];
        }
        if (!_feed.IsVacant) return;
        if (events is [.., RunEnded end]) Recall(ended.Request, events, end);
        else
        {
            end = new RunEnded(Enum.TryParse<RunOutcome>(ended.Status.Outcome, out var outcome) ? outcome : RunOutcome.Failed, ended.Status.Reason ?? "") { Step = ended.Status.Step, Time = time.GetUtcNow() };
            Recall(ended.Request, [.. events, end], end);
        }
    }

    public Task StopAsync() => _driver?.StopAsync() ?? Task.CompletedTask;

    public Task<EventBatch> ReadEventsAsync(long from, CancellationToken cancellationToken) => _feed.ReadAsync(from, cancellationToken);

    public Task<RunStatus> GetStatusAsync() => Task.FromResult(Status());

    public Task<Parcel<DenseWeights>> GetWeightsAsync(long attempt)
    {
        var fleet = _driver?.Fleet ?? _evaluating;
        if (fleet?.Snapshot is not { } snapshot || fleet.Attempt != attempt) throw new GrainLostException($"Run '{Run}' has no weights of attempt {attempt}.");
        return Task.FromResult(Parcels.Wrap(DenseWeights.Of(snapshot)));
    }

    public async Task<string> EvaluateAsync(RunRequest request, Split split, CancellationToken cancellationToken)
    {
        RefuseWhileRunning();
        try
        {
            return await ScoreAsync(request, split, cancellationToken);
        }
        catch (UnfitSiloException)
        {
            GoOn();
            throw;
        }
    }

    public Task<int> PackParcelAsync(long number) => Parcels.PackAsync(number);

    public Task<Blob<byte>> ReadParcelAsync(long number, int offset) => Task.FromResult(Parcels.Read(number, offset));

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_driver is { } driver) await driver.LeaveAsync();
        await _run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task<string> ScoreAsync(RunRequest request, Split split, CancellationToken cancellationToken)
    {
        using var directory = RunDirectory.Open(request.RunsDirectory, Run);
        directory.RefuseWhileWritten();
        var asked = AreadJson.Read<AreadOptions>(request.Options);
        var options = directory.ReadOptions() with { Compute = asked.Compute, Torch = asked.Torch };
        var context = await ContextAsync(request, options);
        directory.RequireDataset(context.Dataset, sameSamples: false);
        var (role, refused) = (SiloRoles.Of(options.Torch), new HashSet<SiloAddress>());
        while (true)
        {
            try
            {
                return AreadJson.Write(await EvaluateAsync(context, directory, role, refused, split, cancellationToken));
            }
            catch (UnfitSilosException unfit)
            {
                refused.UnionWith(unfit.Silos);
                if (!services.Roster.Active(role).Except(refused).Any()) throw new AreadException(unfit.Message, unfit);
            }
        }
    }

    /// <returns>Also the number of the first event to come.</returns>
    private async Task<(RunDriver Driver, long First)> BeginAsync(RunRequest request, StartMode mode, DomainOrder? order = null)
    {
        var asked = AreadJson.Read<AreadOptions>(request.Options);
        var directory = mode is StartMode.Resume or StartMode.TakeOver
            ? await Task.Run(() => RunDirectory.Resume(request.RunsDirectory, Run, time, takeOver: mode == StartMode.TakeOver))
            : null;
        try
        {
            var options = directory is null ? asked : directory.ReadOptions().ResumedAs(asked);
            if (mode != StartMode.TakeOver) services.Roster.Require(SiloRoles.Of(options.Torch), Run, options.Torch);
            if (directory is { Changes.Count: > 0 }) request = request with { DataDirectory = directory.DataDirectory };
            var context = await ContextAsync(request, options);
            directory?.RequireDataset(context.Dataset, sameSamples: true);
            directory ??= await Task.Run(() => RunDirectory.Create(request.RunsDirectory, Run,
                RunDescription.Of(context.Dataset, options.Training.Seed, time.GetUtcNow()),
                options, mode == StartMode.Overwrite ? RunConflict.Overwrite : RunConflict.Refuse, time));
            if (directory.Checkpoints.TryRead(SavePoint.Latest) is null && directory.ReadEvents().Any(happened => happened is CheckpointCommitted))
                throw new AreadException($"Run '{Run}' had a checkpoint, but {directory.Checkpoints.Directory} has no manifest.json any more. Restore it from a copy, or start the run again (--overwrite).");
            var change = order is null ? null : await RunDriver.PrepareAsync(order, context, directory);
            if (mode == StartMode.Resume) await Task.Run(() => directory.AppendEvent(new RunResumed { Step = directory.Checkpoints.TryRead(SavePoint.Latest)?.Step ?? 0 }));
            if (mode != StartMode.TakeOver) await Registry.AdmitAsync(Run, request);
            _feed.Begin(await Task.Run(() => directory.ReadEvents().Select(AreadJson.Write).ToArray()));
            var first = directory.EventCount;
            (_request, _ended) = (request, null);
            var driver = _driver = new RunDriver(context, directory, SiloRoles.Of(options.Torch), services, Parcels, _feed, recovery, time, logger)
            {
                IsTakenOver = mode == StartMode.TakeOver,
                AnnounceAsync = AnnounceAsync,
                Pending = change,
            };
            DelayDeactivation(Timeout.InfiniteTimeSpan);
            _run = RunAsync(driver);
            return (driver, first);
        }
        catch
        {
            directory?.Dispose();
            throw;
        }
    }

    /// <param name="refused">Silos that cannot take part.</param>
    private async Task<EvaluationReport> EvaluateAsync(
        RunContext context, RunDirectory directory, SiloRole role, HashSet<SiloAddress> refused, Split split, CancellationToken cancellationToken)
    {
        var setup = new RunSetup(Run, time.GetUtcNow().UtcTicks, directory.Checkpoints.Directory,
            context.Dataset.Directory, AreadJson.Write(context.Options), context.Dataset.Fingerprint.Dataset);
        services.Residents.Enter(Run);
        services.Contexts.Hold(setup, context);
        var fleet = new GrainFleet(context, setup, role, directory, new SearchMemory(), services, Parcels, () => refused,
            static (_, _) => ValueTask.CompletedTask, CancellationToken.None);
        try
        {
            (_evaluating, _evaluated) = (fleet, context);
            await fleet.StartAsync();
            await fleet.RestoreAsync(SavePoint.Best, cancellationToken);
            return await Evaluator.EvaluateAsync(context, fleet, split, cancellationToken);
        }
        finally
        {
            (_evaluating, _evaluated) = (null, null);
            services.Residents.Leave(Run);
            await fleet.EndAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task<RunContext> ContextAsync(RunRequest request, AreadOptions options)
    {
        try
        {
            return await services.Contexts.CreateAsync(Run, request.DataDirectory, options);
        }
        catch (DataFormatException unseen)
        {
            throw new UnfitSiloException(unseen.Message, unseen);
        }
    }

    private RunEvent[] EventsOf(RunRequest request)
    {
        using var directory = RunDirectory.Open(request.RunsDirectory, Run);
        return [.. directory.ReadEvents()];
    }

    private void Recall(RunRequest request, IReadOnlyList<RunEvent> events, RunEnded ended)
    {
        (_request, _ended) = (request, ended);
        _feed.Begin([.. events.Select(AreadJson.Write)]);
        _feed.End(null);
    }

    /// <summary>Whatever fails here, followers learn that the run ended and its directory is free again.</summary>
    private async Task RunAsync(RunDriver driver)
    {
        var directory = driver.Directory;
        services.Residents.Enter(Run);
        try
        {
            var end = await driver.RunAsync();
            // First, so that grains do not stay if this silo dies before the end is written: then the run is gone on with and ended again.
            await driver.ReleaseAsync();
            if (end is null) return;
            var ended = new RunEnded(end.Outcome, end.Reason) { Step = driver.Step, Time = time.GetUtcNow() };
            try
            {
                ended = (RunEnded)await Task.Run(() => directory.AppendEvent(ended));
            }
            catch (WriterReplacedException replaced)
            {
                LogReplaced(Run, replaced.Message);
                return;
            }
            catch (Exception unwritten)
            {
                LogUnwritten(Run, unwritten);
            }
            _ended = ended;
            LogEnded(Run, ended.Step, ended.Outcome, ended.Reason);
            await AnnounceAsync();
            directory.Dispose();
            _feed.Add(AreadJson.Write<RunEvent>(ended));
            _feed.End(end.Fault);
        }
        finally
        {
            (_driver, _lastPhase) = (null, driver.Phase);
            services.Residents.Leave(Run);
            directory.Dispose();
            DelayDeactivation(TimeSpan.Zero);
        }
    }

    /// <summary>Tells the registry; a run does not depend on it.</summary>
    private async Task AnnounceAsync()
    {
        try
        {
            await Registry.UpdateAsync(Status());
        }
        catch (Exception lost)
        {
            LogUnannounced(Run, lost);
        }
    }

    private RunStatus Status()
    {
        var (fleet, context) = _evaluating is null ? (_driver?.Fleet, _driver?.Context) : (_evaluating, _evaluated);
        return new RunStatus(
            Run, _request?.RunsDirectory ?? "", _driver?.Phase ?? _lastPhase, _driver?.Step ?? _ended?.Step ?? 0,
            fleet is null || context is null ? 0 : (double)fleet.Scored / context.Domains.Count,
            _ended?.Outcome.ToString() ?? "", _ended?.Reason);
    }

    /// <summary>What this silo cannot, the next may. A grain that is only deactivated comes back to where callers last found it.</summary>
    private void GoOn()
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, services.Roster.Next());
        MigrateOnIdle();
    }

    private void RefuseWhileRunning()
    {
        if (!_run.IsCompleted) throw new AreadException($"Run '{Run}' is under way. Wait until it ends, or stop it.");
    }
}
