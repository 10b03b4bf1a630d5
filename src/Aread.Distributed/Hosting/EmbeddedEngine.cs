using System.Net;
using System.Runtime.CompilerServices;
using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Aread.Distributed.Hosting;

/// <summary>Trains through a silo inside this process: nothing else has to be installed or running.</summary>
/// <param name="loggers">Where the silo's log goes.</param>
public sealed class EmbeddedEngine(ILoggerFactory loggers) : IAreadEngine
{
    /// <summary>A starved machine answers late; in one process that is no loss.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim _starting = new(1);
    private (IHost Host, ComputeOptions Compute, TorchOptions Torch)? _silo;

    public async IAsyncEnumerable<RunEvent> TrainAsync(TrainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunLayout.Locate(request.RunsDirectory, request.Run);
        var options = request.Resume ? Resumed(request) : request.Options;
        var grains = await GrainsAsync(options, cancellationToken);
        var coordinator = grains.GetGrain<ICoordinatorGrain>(request.Run);
        var mode = request.Resume ? StartMode.Resume : request.Overwrite ? StartMode.Overwrite : StartMode.New;
        var first = await coordinator.StartAsync(new RunRequest(request.RunsDirectory, request.DataDirectory, AreadJson.Write(options)), mode);
        await foreach (var happened in FollowAsync(grains, request.Run, first, cancellationToken)) yield return happened;
    }

    public async IAsyncEnumerable<RunEvent> ChangeAsync(DomainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (options, data) = Changed(request);
        var grains = await GrainsAsync(options, cancellationToken);
        var first = await grains.GetGrain<ICoordinatorGrain>(request.Run).ChangeDomainsAsync(
            new RunRequest(request.RunsDirectory, data, AreadJson.Write(options)), new DomainOrder(request.Kind.ToString(), request.Domain, request.DataDirectory, request.Epochs));
        await foreach (var happened in FollowAsync(grains, request.Run, first, cancellationToken)) yield return happened;
    }

    public async Task<EvaluationReport> EvaluateAsync(EvaluateRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var run = RunDirectory.Open(request.RunsDirectory, request.Run);
        var options = run.ReadOptions() with { Compute = request.Compute, Torch = request.Torch };
        var coordinator = (await GrainsAsync(options, cancellationToken)).GetGrain<ICoordinatorGrain>(request.Run);
        var asked = new RunRequest(request.RunsDirectory, request.DataDirectory ?? run.DataDirectory, AreadJson.Write(options));
        return await EvaluationCall.RunAsync(coordinator, asked, request.Split, progress, cancellationToken);
    }

    public ValueTask DisposeAsync() => StopAsync();

    /// <summary>Follows a run that is stopped when nobody follows it any more.</summary>
    private static async IAsyncEnumerable<RunEvent> FollowAsync(IGrainFactory grains, string run, long first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var coordinator = grains.GetGrain<ICoordinatorGrain>(run);
        await using var stop = cancellationToken.Register(() => coordinator.StopAsync().Ignore());
        var follower = new RunFollower(grains, run, LongestSilence, TimeProvider.System);
        await foreach (var happened in follower.FollowAsync(first, CancellationToken.None)) yield return happened;
    }

    private static (AreadOptions Options, string Data) Changed(DomainRequest request)
    {
        using var run = RunDirectory.Open(request.RunsDirectory, request.Run);
        var options = run.ReadOptions();
        return (options.ResumedAs(options with { Compute = request.Compute, Torch = request.Torch }), run.DataDirectory);
    }

    private static AreadOptions Resumed(TrainRequest request)
    {
        using var run = RunDirectory.Open(request.RunsDirectory, request.Run);
        return run.ReadOptions().ResumedAs(request.Options);
    }

    /// <summary>The grains of a silo that computes as <paramref name="options"/> say.</summary>
    private async Task<IGrainFactory> GrainsAsync(AreadOptions options, CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_silo is { } silo && (silo.Compute != options.Compute || silo.Torch != options.Torch)) await StopAsync();
            _silo ??= (await StartAsync(options, cancellationToken), options.Compute, options.Torch);
            return _silo.Value.Host.Services.GetRequiredService<IGrainFactory>();
        }
        finally
        {
            _starting.Release();
        }
    }

    private async ValueTask StopAsync()
    {
        if (_silo is not { } silo) return;
        _silo = null;
        await silo.Host.StopAsync();
        await ((IAsyncDisposable)silo.Host).DisposeAsync();
    }

    private async Task<IHost> StartAsync(AreadOptions options, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(loggers);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering()
            .Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = IPAddress.Loopback;
                endpoint.SiloPort = ClusterPorts.FindFree();
                endpoint.GatewayPort = 0;
            })
            .UseSiloMetadata(new Dictionary<string, string> { [SiloRoles.MetadataKey] = SiloRoles.Of(options.Torch).Name() })
            .AddMemoryGrainStorage(RunStore.Name)
            .AddAread(options, SiloRoles.Of(options.Torch), RecoveryOptions.Embedded));
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }
}
