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
    /// <param name="options">Its sections Compute and Torch say how this silo computes.</param>
    /// <param name="role">Which runs it serves.</param>
    /// <param name="recovery">How runs that are coordinated here meet losses.</param>
    /// <exception cref="AreadException">Torch cannot be loaded, the device is not there, or it is one of the other role.</exception>
    public static ISiloBuilder AddAread(this ISiloBuilder silo, AreadOptions options, SiloRole role, RecoveryOptions recovery)
    {
        if (role == SiloRole.Cpu && SiloRoles.Of(options.Torch) == SiloRole.Gpu)
            throw new AreadException(
                $"A silo that computes on Torch:Device={options.Torch.Device} is a GPU silo: runs find it by its role. Start it with --role gpu, or leave Torch:Device at {TorchOptions.Cpu}.");
        var device = TorchRuntime.Load(options.Torch);
        var services = silo.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.LetAreadExceptionsTravel();
        services.AddSingleton(provider => new RunContexts(device, options.Compute, provider.GetRequiredService<ILocalSiloDetails>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SiloRoster>(provider, role));
        services.AddSingleton(recovery);
        services.AddSingleton<DenseWeightCache>();
        services.AddSingleton<SiloReduction>();
        services.AddSingleton<RunResidents>();
        services.AddSingleton<FleetServices>();
        services.AddSingleton<TrainingData>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TrainingJobs>(provider, device, options.Compute));
        services.AddSingleton(provider => new DeviceExecutor(
            options.Compute, SiloRoles.Of(options.Torch) == SiloRole.Gpu, provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None));
        services.AddSingleton<IComputeLanes>(provider => provider.GetRequiredService<DeviceExecutor>());
        services.AddPlacementFilter<SiloRoleFilterStrategy, SiloRoleFilter>(ServiceLifetime.Singleton);
        return silo.AddActivityPropagation().AddIncomingGrainCallFilter<WireVersionFilter>().AddOutgoingGrainCallFilter<WireVersionFilter>();
    }

    /// <summary>Lets this silo see to it that no run of its cluster is without a coordinator.</summary>
    public static ISiloBuilder KeepRuns(this ISiloBuilder silo)
    {
        silo.Services.AddHostedService<RunKeeper>();
        return silo;
    }
}
