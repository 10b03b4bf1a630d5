using Aread.Distributed.Compute;
using Aread.Distributed.Grains;
using Aread.Distributed.Synchronization;
using Aread.Tensors;
using Aread.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aread.Distributed.Hosting;

/// <summary>Makes a silo one that trains.</summary>
public static class SiloBuilderExtensions
{
    /// <param name="options">Its sections Compute and Torch say how this silo computes.</param>
    /// <exception cref="AreadException">Torch cannot be loaded, or the device is not there.</exception>
    public static ISiloBuilder AddAread(this ISiloBuilder silo, AreadOptions options)
    {
        var device = TorchRuntime.Load(options.Torch);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton(new RunContexts(device));
        silo.Services.AddSingleton<DenseWeightCache>();
        silo.Services.AddSingleton(_ => new DeviceExecutor(options.Compute));
        silo.Services.AddSingleton<IComputeLanes>(services => services.GetRequiredService<DeviceExecutor>());
        return silo;
    }
}
