using System.Runtime.CompilerServices;
using Aread.Comparison;
using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Training;
using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Hosting;

/// <summary>A client of a cluster.</summary>
/// <param name="cluster">Checked already.</param>
/// <param name="silo">Grains as a silo of this process calls them; null to connect to the cluster as a client of its own.</param>
public sealed class ClusterEngine(ILoggerFactory loggers, ClusterOptions cluster, TimeProvider time, IGrainFactory? silo = null) : IClusterEngine
{
    /// <summary>Between two tries at a call that a silo's death may have kept from an answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>So many times the time in which a silo is found dead: then the others have taken over what it held.</summary>
    private const int Detections = 3;

    /// <summary>In so many silos a run tries to begin or to be scored, at most.</summary>
    private const int Places = 8;

    private readonly ClusterConnection _connection = new(loggers, cluster, time);
    private readonly List<ClusterTrainings> _places = [];

    public Task<IReadOnlyList<RunEntry>> ListAsync(CancellationToken cancellationToken) =>
        AskAsync(grains => grains.GetGrain<IRunRegistryGrain>(0).ListAsync(), cancellationToken);

    public Task<IReadOnlyList<SiloEntry>> ListSilosAsync(CancellationToken cancellationToken) => ClusterDirectory.ReadAsync(cluster, time, cancellationToken);

    public Task<IReadOnlyList<SiloLoad>> ListLoadsAsync(CancellationToken cancellationToken) => AskAsync(SiloLoad.AllOfAsync, cancellationToken);

    public Task SubmitAsync(TrainRequest request, CancellationToken cancellationToken) => StartAsync(request, cancellationToken);

    public async IAsyncEnumerable<RunEvent> TrainAsync(TrainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = await StartAsync(request, cancellationToken);
        await foreach (var happened in (await FollowerAsync(request.Run, cancellationToken)).FollowAsync(first, cancellationToken)) yield return happened;
    }

    public async IAsyncEnumerable<RunEvent> ChangeAsync(DomainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entry = await FindAsync(request.Run, cancellationToken);
        var order = new DomainOrder(request.Kind.ToString(), request.Domain, request.DataDirectory is { } data ? Path.GetFullPath(data) : null, request.Epochs);
        var coordinator = (await GrainsAsync(cancellationToken)).GetGrain<ICoordinatorGrain>(request.Run);
        var first = await ChangeAsync(coordinator, entry.Request, order, cancellationToken);
        await foreach (var happened in (await FollowerAsync(request.Run, cancellationToken)).FollowAsync(first, cancellationToken)) yield return happened;
    }

    public async Task<EvaluationReport> EvaluateAsync(EvaluateRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        // Its coordinator takes up no run while it scores one.
        if (await AskAsync(grains => grains.GetGrain<IRunRegistryGrain>(0).FindAsync(request.Run), cancellationToken) is { IsWanted: true })
            throw new AreadException($"Run '{request.Run}' is under way. Wait until it ends, or stop it.");
        using var run = RunDirectory.Open(request.RunsDirectory, request.Run);
        var options = run.ReadOptions() with { Compute = request.Compute, Torch = request.Torch };
        var asked = new RunRequest(Path.GetFullPath(request.RunsDirectory), Path.GetFullPath(request.DataDirectory ?? run.DataDirectory), AreadJson.Write(options));
        var coordinator = (await GrainsAsync(cancellationToken)).GetGrain<ICoordinatorGrain>(request.Run);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await InOneOfPlacesAsync(() => EvaluationCall.RunAsync(coordinator, asked, request.Split, progress, cancellationToken), cancellationToken);
            }
            catch (Exception lost) when (Loss.Is(lost) && !cancellationToken.IsCancellationRequested)
            {
                if (tries == Places) throw _connection.Silent(lost);
            }
            await Task.Delay(TimeSpan.FromSeconds(cluster.FailureDetectionSeconds), time, cancellationToken);
        }
    }

    public async IAsyncEnumerable<RunEvent> WatchAsync(string run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FindUnderWayAsync(run, cancellationToken);
        await foreach (var happened in (await FollowerAsync(run, cancellationToken)).FollowAsync(0, cancellationToken)) yield return happened;
    }

    public async Task<RunEnded> StopAsync(string run, CancellationToken cancellationToken)
    {
        await FindUnderWayAsync(run, cancellationToken);
        RunEnded? ended = null;
        // A run that is being recovered has no coordinator to ask, so it is asked with each event that shows that it goes on.
        await AskToStopAsync(run, cancellationToken);
        await foreach (var happened in (await FollowerAsync(run, cancellationToken)).FollowAsync(0, cancellationToken))
        {
            if (happened is RunStarted or RunRecovering) await AskToStopAsync(run, cancellationToken);
            ended = happened as RunEnded;
        }
        return ended ?? throw new InvalidOperationException($"Run '{run}' ended without saying how.");
    }

    public async Task ResumeAsync(string run, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(run, cancellationToken);
        await BeginAsync(run, entry.Request, StartMode.Resume, cancellationToken);
    }

    public ITrainingPlace PlaceFor(Dataset dataset, DomainClusters? clusters, TorchOptions torch)
    {
        var place = new ClusterTrainings(_connection, cluster, dataset, clusters, torch, time);
        _places.Add(place);
        return place;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var place in _places) await place.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task<long> StartAsync(TrainRequest request, CancellationToken cancellationToken)
    {
        RunLayout.Locate(request.RunsDirectory, request.Run);
        var mode = request.Resume ? StartMode.Resume : request.Overwrite ? StartMode.Overwrite : StartMode.New;
        var asked = new RunRequest(Path.GetFullPath(request.RunsDirectory), Path.GetFullPath(request.DataDirectory), AreadJson.Write(request.Options));
        return BeginAsync(request.Run, asked, mode, cancellationToken);
    }

    /// <summary>Asked again only if the coordinator came to a silo that cannot serve the run: after another loss, the run would be there already.</summary>
    private async Task<long> BeginAsync(string run, RunRequest request, StartMode mode, CancellationToken cancellationToken)
    {
        var coordinator = (await GrainsAsync(cancellationToken)).GetGrain<ICoordinatorGrain>(run);
        return await InOneOfPlacesAsync(() => BeginAsync(coordinator, run, request, mode, cancellationToken), cancellationToken);
    }

    /// <summary>Asks again where the coordinator came to a silo that cannot serve the run.</summary>
    private async Task<T> InOneOfPlacesAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var places = 0;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await call();
            }
            catch (UnfitSiloException) when (tries == 1 || tries < places)
            {
                // The coordinator has gone on to the next.
                places = Math.Min(Places, (await ClusterDirectory.ReadAsync(cluster, time, cancellationToken)).Count(silo => silo.Status == SiloEntry.Active));
                if (places < 2) throw;
            }
        }
    }

    private async Task<long> BeginAsync(ICoordinatorGrain coordinator, string run, RunRequest request, StartMode mode, CancellationToken cancellationToken)
    {
        try
        {
            return await coordinator.StartAsync(request, mode).WaitAsync(cancellationToken);
        }
        catch (Exception lost) when (Loss.Is(lost) && !cancellationToken.IsCancellationRequested)
        {
            throw new AreadException($"Cluster '{cluster.ClusterId}' did not say whether run '{run}' has begun: {lost.Message} 'aread runs list --connect' shows whether it has.", lost);
        }
    }

    /// <summary>Asked once: the next call could find the change made already.</summary>
    private async Task<long> ChangeAsync(ICoordinatorGrain coordinator, RunRequest request, DomainOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await coordinator.ChangeDomainsAsync(request, order).WaitAsync(cancellationToken);
        }
        catch (Exception lost) when (Loss.Is(lost) && !cancellationToken.IsCancellationRequested)
        {
            throw new AreadException($"Cluster '{cluster.ClusterId}' did not say whether the domains changed: {lost.Message} 'aread domains list' shows whether they have; if not, give the command again.", lost);
        }
    }

    private Task AskToStopAsync(string run, CancellationToken cancellationToken) => AskAsync(async grains =>
    {
        await grains.GetGrain<ICoordinatorGrain>(run).StopAsync();
        return true;
    }, cancellationToken);

    /// <summary>A call that can be repeated.</summary>
    private async Task<T> AskAsync<T>(Func<IGrainFactory, Task<T>> call, CancellationToken cancellationToken)
    {
        var grains = await GrainsAsync(cancellationToken);
        var asked = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await call(grains).WaitAsync(cancellationToken);
            }
            catch (Exception lost) when (Loss.Is(lost) && !cancellationToken.IsCancellationRequested)
            {
                if (time.GetElapsedTime(asked) >= Detections * TimeSpan.FromSeconds(cluster.FailureDetectionSeconds)) throw _connection.Silent(lost);
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<RunEntry> FindAsync(string run, CancellationToken cancellationToken)
    {
        var runs = await ListAsync(cancellationToken);
        return runs.FirstOrDefault(entry => entry.Status.Run == run)
            ?? throw new AreadException($"Cluster '{cluster.ClusterId}' was given no run '{run}'. {(runs.Count == 0 ? "It has no runs." : $"It has {string.Join(", ", runs.Select(entry => entry.Status.Run))}.")} "
                + "A run of a directory is taken in with 'aread train --connect --run NAME --resume'.");
    }

    private async Task FindUnderWayAsync(string run, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(run, cancellationToken);
        if (!entry.IsWanted) throw new AreadException($"Run '{run}' is not under way: it has {entry.Status.Outcome.ToLowerInvariant()}. Its directory is {Path.Combine(entry.Request.RunsDirectory, run)}.");
    }

    private async Task<RunFollower> FollowerAsync(string run, CancellationToken cancellationToken) => new(await GrainsAsync(cancellationToken), run, TimeSpan.FromMinutes(cluster.RecoveryMinutes), time);

    private async ValueTask<IGrainFactory> GrainsAsync(CancellationToken cancellationToken) => silo ?? await _connection.GrainsAsync(cancellationToken);
}
