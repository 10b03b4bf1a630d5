using System.Runtime.CompilerServices;
using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Hosting;

/// <summary>A client of a cluster.</summary>
/// <param name="cluster">Checked already.</param>
public sealed class ClusterEngine(ILoggerFactory loggers, ClusterOptions cluster, TimeProvider time) : IClusterEngine
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _connecting = new(1);
    private IHost? _client;

    public async Task<IReadOnlyList<RunEntry>> ListAsync() => await (await RegistryAsync()).ListAsync();

    public async Task SubmitAsync(TrainRequest request) => await StartAsync(request);

    public async IAsyncEnumerable<RunEvent> TrainAsync(TrainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = await StartAsync(request);
        await foreach (var happened in (await FollowerAsync(request.Run)).FollowAsync(first, cancellationToken)) yield return happened;
    }

    public async IAsyncEnumerable<RunEvent> WatchAsync(string run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FindUnderWayAsync(run);
        await foreach (var happened in (await FollowerAsync(run)).FollowAsync(0, cancellationToken)) yield return happened;
    }

    public async Task<RunEnded> StopAsync(string run, CancellationToken cancellationToken)
    {
        await FindUnderWayAsync(run);
        RunEnded? ended = null;
        // A run that is being recovered has no coordinator to ask, so it is asked with each event that shows that it goes on.
        await (await CoordinatorAsync(run)).StopAsync();
        await foreach (var happened in (await FollowerAsync(run)).FollowAsync(0, cancellationToken))
        {
            if (happened is RunStarted) await (await CoordinatorAsync(run)).StopAsync();
            ended = happened as RunEnded;
        }
        return ended ?? throw new InvalidOperationException($"Run '{run}' ended without saying how.");
    }

    public async Task ResumeAsync(string run)
    {
        var entry = await FindAsync(run);
        await (await CoordinatorAsync(run)).StartAsync(entry.Request, StartMode.Resume);
    }

    public async Task<EvaluationReport> EvaluateAsync(EvaluateRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var run = RunDirectory.Open(request.RunsDirectory, request.Run);
        var options = run.ReadOptions() with { Compute = request.Compute, Torch = request.Torch };
        var asked = new RunRequest(Path.GetFullPath(request.RunsDirectory), Path.GetFullPath(request.DataDirectory ?? run.Description.Dataset), AreadJson.Write(options));
        var coordinator = await CoordinatorAsync(request.Run);
        var evaluating = coordinator.EvaluateAsync(asked, request.Split, cancellationToken);
        while (await Task.WhenAny(evaluating, Task.Delay(ProgressInterval, time, cancellationToken)) != evaluating)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report((await coordinator.GetStatusAsync()).ScoredDomains);
        }
        return AreadJson.Read<EvaluationReport>(await evaluating);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is null) return;
        await _client.StopAsync();
        await ((IAsyncDisposable)_client).DisposeAsync();
        _client = null;
    }

    private async Task<long> StartAsync(TrainRequest request)
    {
        RunLayout.Locate(request.RunsDirectory, request.Run);
        var mode = request.Resume ? StartMode.Resume : request.Overwrite ? StartMode.Overwrite : StartMode.New;
        var asked = new RunRequest(Path.GetFullPath(request.RunsDirectory), Path.GetFullPath(request.DataDirectory), AreadJson.Write(request.Options));
        return await (await CoordinatorAsync(request.Run)).StartAsync(asked, mode);
    }

    private async Task<RunEntry> FindAsync(string run)
    {
        var runs = await ListAsync();
        return runs.FirstOrDefault(entry => entry.Status.Run == run)
            ?? throw new AreadException($"Cluster '{cluster.ClusterId}' was given no run '{run}'. {(runs.Count == 0 ? "It has no runs." : $"It has {string.Join(", ", runs.Select(entry => entry.Status.Run))}.")} "
                + "A run of a directory is taken in with 'aread train --connect --run NAME --resume'.");
    }

    private async Task FindUnderWayAsync(string run)
    {
        var entry = await FindAsync(run);
        if (!entry.IsWanted) throw new AreadException($"Run '{run}' is not under way: it has {entry.Status.Outcome.ToLowerInvariant()}. Its directory is {Path.Combine(entry.Request.RunsDirectory, run)}.");
    }

    private async Task<RunFollower> FollowerAsync(string run) => new(await CoordinatorAsync(run), TimeSpan.FromMinutes(cluster.RecoveryMinutes), time);

    private async Task<ICoordinatorGrain> CoordinatorAsync(string run) => (await GrainsAsync()).GetGrain<ICoordinatorGrain>(run);

    private async Task<IRunRegistryGrain> RegistryAsync() => (await GrainsAsync()).GetGrain<IRunRegistryGrain>(0);

    private async Task<IGrainFactory> GrainsAsync()
    {
        await _connecting.WaitAsync();
        try
        {
            _client ??= await ConnectAsync();
            return _client.Services.GetRequiredService<IGrainFactory>();
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<IHost> ConnectAsync()
    {
        var silos = await ClusterDirectory.ReadAsync(cluster, time, CancellationToken.None);
        if (!silos.Any(silo => silo.Status == SiloEntry.Active))
            throw new AreadException($"Cluster '{cluster.ClusterId}' ({ClusterStore.Describe(cluster)}) has no living silo. Start one with 'aread silo', or name another cluster with --set Cluster:...");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(loggers);
        builder.UseOrleansClient(client => client.UseAreadCluster(cluster));
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch (Exception fault) when (Loss.Is(fault))
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw new AreadException($"No silo of cluster '{cluster.ClusterId}' ({ClusterStore.Describe(cluster)}) answers: {fault.Message} 'aread cluster show' lists them.", fault);
        }
    }
}
