using Aread.Distributed.Compute;
using Aread.Distributed.Grains;
using Aread.Distributed.Synchronization;
using Aread.Tensors;
using Aread.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Placement;
using Orleans.Runtime;

namespace Aread.Distributed.Hosting;

/// <summary>Makes a silo one that trains.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>Between two attempts at a run that lost a part.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StandardPatience = TimeSpan.FromMinutes(30);

    /// <param name="options">Its sections Compute and Torch say how this silo computes.</param>
    /// <param name="role">Which runs it serves.</param>
    /// <param name="patience">How long a run may stand still after a loss; null = 30 minutes.</param>
    /// <exception cref="AreadException">Torch cannot be loaded, or the device is not there.</exception>
    public static ISiloBuilder AddAread(this ISiloBuilder silo, AreadOptions options, SiloRole role, TimeSpan? patience = null)
    {
        var device = TorchRuntime.Load(options.Torch);
        var services = silo.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.LetAreadExceptionsTravel();
        services.AddSingleton(provider => new RunContexts(device, options.Compute, provider.GetRequiredService<ILocalSiloDetails>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SiloRoster>(provider, role));
        services.AddSingleton(new RecoveryOptions(patience ?? StandardPatience, Pause));
        services.AddSingleton<DenseWeightCache>();
        services.AddSingleton<SiloReduction>();
        services.AddSingleton<RunResidents>();
        services.AddSingleton<FleetServices>();
        services.AddSingleton(provider => new DeviceExecutor(
            options.Compute, SiloRoles.Of(options.Torch) == SiloRole.Gpu, provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None));
        services.AddSingleton<IComputeLanes>(provider => provider.GetRequiredService<DeviceExecutor>());
        services.AddPlacementFilter<SiloRoleFilterStrategy, SiloRoleFilter>(ServiceLifetime.Singleton);
        return silo.AddIncomingGrainCallFilter<WireVersionFilter>().AddOutgoingGrainCallFilter<WireVersionFilter>();
    }

    /// <summary>Lets this silo see to it that no run of its cluster is without a coordinator.</summary>
    public static ISiloBuilder KeepRuns(this ISiloBuilder silo)
    {
        silo.Services.AddHostedService<RunKeeper>();
        return silo;
    }
}
