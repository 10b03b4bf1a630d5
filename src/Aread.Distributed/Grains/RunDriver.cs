using Aread.Distributed.Checkpoints;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Distributed.Storage;
using Aread.Distributed.Synchronization;
using Aread.Hemp;
using Aread.Training;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Aread.Distributed.Grains;

/// <summary>
/// Takes one run from its start, or its latest checkpoint, to its end. Each attempt has a fleet of its own; after a loss another one goes on
/// from the latest checkpoint.
/// </summary>
/// <remarks>For use on its coordinator's turns.</remarks>
internal sealed partial class RunDriver(
    RunContext begun, RunDirectory directory, SiloRole role, FleetServices services, ParcelShelf parcels, RunFeed feed, RecoveryOptions recovery, TimeProvider time, ILogger logger)
{
    /// <summary>A silo that does not answer must not keep a run from ending.</summary>
    private static readonly TimeSpan LongestRelease = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _leave = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Progress _progress = new(recovery, time);
    private readonly SemaphoreSlim _reporting = new(1);
    private CancellationTokenSource _seam = new();
    private SearchMemory _searches = new();
    private bool _isOver;

    /// <summary>Silos that have refused, and when.</summary>
    private readonly Dictionary<SiloAddress, long> _refusals = [];

    public RunDirectory Directory => directory;

    public RunContext Context { get; private set; } = begun;

    /// <summary>The present attempt's.</summary>
    public GrainFleet? Fleet { get; private set; }

    /// <summary>Empty before the first.</summary>
    public string Phase { get; private set; } = "";

    public long Step { get; private set; }

    /// <summary>Ends when the first attempt has its grains, or with what kept it from that.</summary>
    public Task Ready => _ready.Task;

    /// <summary>The run was under way before this driver: what it lacks may come back, as after a loss.</summary>
    public required bool IsTakenOver { get; init; }

    /// <summary>Called when something happened that the cluster's list of runs should know.</summary>
    public required Func<Task> AnnounceAsync { get; init; }

    /// <summary>A change of domains that waits for the run's next attempt.</summary>
    public PendingChange? Pending { get; set; }

    /// <summary>Makes a change ready, for <see cref="Pending"/>.</summary>
    /// <exception cref="AreadException">The order does not fit the run.</exception>
    public static async Task<PendingChange> PrepareAsync(DomainOrder order, RunContext context, RunDirectory directory)
    {
        if (directory.Checkpoints.TryRead(SavePoint.Latest) is null) throw NoCheckpoint(directory.Name);
        return await Task.Run(() => PendingChange.PrepareAsync(order, context, directory, CancellationToken.None));
    }

    /// <summary>Changes the domains of the run at its next step. Ends when the change cannot be lost any more.</summary>
    /// <exception cref="AreadException">The order does not fit the run, or the run ended before.</exception>
    public async Task ChangeAsync(DomainOrder order)
    {
        if (Step == 0) throw NoCheckpoint(directory.Name);
        var change = await Task.Run(() => PendingChange.PrepareAsync(order, Context, directory, _leave.Token));
        if (_isOver) throw EndedBefore(change);
        Pending = change;
        await _seam.CancelAsync();
        await change.Taken;
    }

    /// <summary>Asks the run to stop with a checkpoint.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    /// <summary>The silo stops: the run is to go on elsewhere.</summary>
    public Task LeaveAsync() => _leave.CancelAsync();

    /// <returns>How it ended; null if it goes on elsewhere.</returns>
    public async Task<RunEnding?> RunAsync()
    {
        // Where a run is taken over nobody waits for its beginning.
        _ready.Task.Ignore();
        var ending = await EndAsync();
        _isOver = true;
        Pending?.Fail(EndedBefore(Pending));
        if (ending is null) _ready.TrySetException(new GrainLostException($"Run '{directory.Name}' goes on elsewhere."));
        else _ready.TrySetResult();
        return ending;
    }

    private async Task<RunEnding?> EndAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _leave.Token);
        try
        {
            for (var isFirst = true; ; isFirst = false)
            {
                var (ending, recovering) = await TryAsync(isFirst, either.Token);
                if (recovering is null) return ending;
                if (!recovering.IsPlanned) RunTelemetry.Recovering(directory.Name);
                await ReportAsync(recovering with { Step = Step }, CancellationToken.None);
                if (Pending is null) await Task.Delay(recovery.Pause, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                if (_leave.IsCancellationRequested) return null;
                if (_stop.IsCancellationRequested) return RunEnding.Stopped;
            }
        }
        catch (WriterReplacedException replaced)
        {
            LogReplaced(directory.Name, replaced.Message);
            return null;
        }
        catch (AreadException unwritten)
        {
            return new RunEnding(RunOutcome.Failed, unwritten.Message);
        }
    }

    /// <summary>Lets the grains of the run go, and what their silos hold for it.</summary>
    public async Task ReleaseAsync()
    {
        parcels.Clear();
        // An event that is being written comes before what the caller writes.
        await _reporting.WaitAsync(LongestRelease);
        if (Fleet is not { } fleet) return;
        Fleet = null;
        var ending = fleet.EndAsync();
        ending.Ignore();
        await ending.WaitAsync(LongestRelease, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <returns>How the run ended, or why another attempt is to be made; neither if the run goes on elsewhere.</returns>
    private async Task<(RunEnding? Ending, RunRecovering? Recovering)> TryAsync(bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            await AttemptAsync(isFirst, cancellationToken);
            return (new RunEnding(RunOutcome.Finished, "All phases are done."), null);
        }
        catch (Exception fault) when (fault is not WriterReplacedException && _leave.IsCancellationRequested)
        {
            return (null, null);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return (RunEnding.Stopped, null);
        }
        catch (OperationCanceledException) when (Pending is { } change)
        {
            return (null, new RunRecovering($"Its domains change ({change.Kind.ToString().ToLowerInvariant()} '{change.Domain}').") { IsPlanned = true });
        }
        catch (FleetMovesException moves)
        {
            return (null, new RunRecovering(moves.Message) { IsPlanned = true });
        }
        catch (UnfitSilosException refused) when (DoWithout(refused))
        {
            return (null, new RunRecovering($"{refused.Message} The run goes on without {string.Join(", ", refused.Silos)}."));
        }
        catch (Exception lost) when (IsLoss(lost, isFirst))
        {
            LogLoss(directory.Name, lost);
            _progress.NoteLoss();
            return _progress.IsHopeless ? (GivenUp(lost), null) : (null, new RunRecovering($"{lost.GetType().Name}: {lost.Message}"));
        }
        catch (Exception fail) when (fail is AreadException or UnfitSilosException)
        {
            _ready.TrySetException(fail as AreadException ?? new AreadException(fail.Message, fail));
            return (new RunEnding(RunOutcome.Failed, fail.Message), null);
        }
        catch (Exception broken) when (broken is not WriterReplacedException)
        {
            LogFault(directory.Name, broken);
            return (new RunEnding(RunOutcome.Failed, $"Internal fault: {broken.Message}", broken.ToString()), null);
        }
    }

    /// <summary>A run that cannot begin for want of a silo is told so at once; later, one may come back, or what it lacks.</summary>
    private bool IsLoss(Exception fault, bool isFirst) => fault switch
    {
        NoSiloException => IsTakenOver || !isFirst,
        UnfitSilosException => IsTakenOver || _ready.Task.IsCompletedSuccessfully,
        _ => Loss.Is(fault),
    };

    /// <returns>False: nobody is left, so at the next attempt all are asked again.</returns>
    private bool DoWithout(UnfitSilosException refused)
    {
        foreach (var silo in refused.Silos) _refusals[silo] = time.GetTimestamp();
        if (services.Roster.Active(role).Except(Unfit()).Any()) return true;
        _refusals.Clear();
        return false;
    }

    /// <summary>What a silo lacked may have come back: it is asked again after some time.</summary>
    private IReadOnlySet<SiloAddress> Unfit() => _refusals.Where(refusal => time.GetElapsedTime(refusal.Value) < recovery.Patience).Select(refusal => refusal.Key).ToHashSet();

    private RunEnding GivenUp(Exception lost) => new(
        RunOutcome.Failed, $"For {recovery.Patience.TotalMinutes:0} minutes the run got nowhere after losses, the last of which is: {lost.Message} Its latest checkpoint is kept: mend the cluster, then resume it.");

    private async Task AttemptAsync(bool isFirst, CancellationToken cancellationToken)
    {
        if (!isFirst) await Task.Run(directory.BeginAttempt, CancellationToken.None);
        using var activity = RunTelemetry.Attempt(directory.Name, directory.Attempt);
        if (Pending is { } change) await TakeUpAsync(change, isFirst);
        var context = Context;
        var setup = new RunSetup(directory.Name, directory.Attempt, directory.Checkpoints.Directory,
            context.Dataset.Directory, AreadJson.Write(context.Options), context.Dataset.Fingerprint.Dataset);
        services.Contexts.Hold(setup, context);
        var latest = directory.Checkpoints.TryRead(SavePoint.Latest);
        Step = latest?.Step ?? 0;
        parcels.Clear();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_leave.Token);
        var fleet = Fleet = new GrainFleet(context, setup, role, directory, _searches, services, parcels, Unfit, ReportAsync, over.Token);
        try
        {
            using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token, _seam.Token);
            var working = WorkAsync(context, fleet, latest, work.Token);
            var watching = FleetWatch.WatchAsync(fleet.PingAsync, recovery.PingInterval, time, over.Token);
            // The other is left to end by itself: it can write nothing any more.
            working.Ignore();
            watching.Ignore();
            await await Task.WhenAny(working, watching);
        }
        finally
        {
            await over.CancelAsync();
            await fleet.SettledAsync();
        }
    }

    /// <summary>Makes a change part of the checkpoint: from then on the run is one of the data set after it.</summary>
    private async Task TakeUpAsync(PendingChange change, bool isFirst)
    {
        (Pending, _seam) = (null, new CancellationTokenSource());
        try
        {
            await Task.Run(() => new DomainChangeover(directory, Context, change).CommitAsync(CancellationToken.None));
            // The last of its grains has no domain any more.
            for (var gone = change.After.Domains.Count; gone < Context.Domains.Count; gone++)
                services.Grains.GetGrain<IDomainGrain>(gone, DomainKey.Of(directory.Name, role)).EndAsync(directory.Attempt).Ignore();
            (Context, _searches) = (change.After, new SearchMemory());
            change.Succeed();
        }
        catch (Exception fault)
        {
            change.Fail(fault);
            // A run that is under way goes on without the change; one that was to go on for its sake does not.
            if (isFirst || fault is not AreadException) throw;
        }
    }

    private async Task WorkAsync(RunContext context, GrainFleet fleet, CheckpointManifest? latest, CancellationToken cancellationToken)
    {
        await fleet.StartAsync();
        var state = latest is null ? new TrainingState() : await fleet.RestoreAsync(latest, cancellationToken);
        await fleet.ReportAsync(Started(context, state));
        foreach (var changed in await Task.Run(() => Untold(state), CancellationToken.None)) await fleet.ReportAsync(changed);
        _ready.TrySetResult();
        await new TrainingLoop(context, fleet, directory.Name).RunAsync(state, cancellationToken);
    }

    /// <summary>Changes of domains that are in the checkpoint, and of which the events that led to it do not tell: whoever made them may be gone.</summary>
    private DomainsChanged[] Untold(TrainingState state)
    {
        var told = directory.ReadHistory().OfType<DomainsChanged>().Count();
        return [.. (state.Changes ?? []).Select((change, i) => new DomainsChanged(i + 1, change.Kind, change.Domain, change.Unsettles) { Step = state.Step }).Skip(told)];
    }

    private RunStarted Started(RunContext context, TrainingState state) => new(
        directory.Name, context.Dataset.Directory, context.Domains.Count, context.Domains.Sum(domain => domain.Train.Samples),
        context.Options.Training.WarmUpBatches, Enumerable.Range(0, context.Domains.Count).Sum(context.BatchesPerEpoch), state.LastEpoch ?? context.Options.Training.MaximumEpochs,
        context.Options.Training.BatchesPerStep)
    {
        Step = state.Step,
        Kept = directory.Checkpoints.LatestEvents() ?? (directory.EventCount == 0 || state.Step > 0 ? null : 0),
    };

    private AreadException EndedBefore(PendingChange change) =>
        new($"Run '{directory.Name}' ended before its domains could change ({change.Kind.ToString().ToLowerInvariant()} '{change.Domain}'). Give the command again.");

    private static AreadException NoCheckpoint(string run) => new($"Run '{run}' has taken no step yet, so that its domains cannot change. Give the command again in a moment, or resume the run first if it is not under way.");

    private async ValueTask ReportAsync(RunEvent happened, CancellationToken cancellationToken)
    {
        await _reporting.WaitAsync(cancellationToken);
        try
        {
            // A checkpoint is told of when it is written, which may be some steps later.
            if (happened is not CheckpointCommitted) Step = happened.Step;
            _progress.Note(happened);
            if (happened is PhaseStarted started) Phase = started.Phase.ToString();
            if (happened is EpochEvaluated evaluated) await Task.Run(() => directory.WriteMetrics(evaluated.Report));
            if (happened is EpochEvaluated or MaskFound { IsLast: true }) await WriteMasksAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            feed.Add(AreadJson.Write(await Task.Run(() => directory.AppendEvent(happened))));
            LogEvent(happened);
        }
        finally
        {
            _reporting.Release();
        }
        if (happened is RunStarted or PhaseStarted) await AnnounceAsync();
    }

    private async Task WriteMasksAsync(CancellationToken cancellationToken)
    {
        var reports = await Fleet!.DomainReportsAsync();
        // Meanwhile the attempt may have been given up.
        cancellationToken.ThrowIfCancellationRequested();
        int[] experts = [.. Context.Options.Hei.Experts];
        await Task.Run(() => directory.WriteMasks(new MaskReport(experts, Array.ConvertAll(reports, AreadJson.Read<DomainMaskReport>))));
    }
}
