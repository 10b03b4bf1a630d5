using Orleans.Runtime;

namespace Aread.Distributed.Hosting;

/// <summary>How busy the machine of a silo is.</summary>
/// <param name="Address">As in <see cref="SiloEntry"/>.</param>
/// <param name="ProcessorPercent">Of all processors that the silo may use; null if not known.</param>
/// <param name="ManagedBytes">Managed memory of the silo's process; tensors are not in it.</param>
/// <param name="AvailableBytes">Memory left on the machine.</param>
/// <param name="Activations">Grains that live in it.</param>
public sealed record SiloLoad(string Address, double? ProcessorPercent, long? ManagedBytes, long? AvailableBytes, int Activations)
{
    internal static async Task<IReadOnlyList<SiloLoad>> AllOfAsync(IGrainFactory grains)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        SiloAddress[] active = [.. (await management.GetHosts(onlyActive: true)).Keys.Order()];
        return [.. active.Zip(await management.GetRuntimeStatistics(active), Of)];
    }

    private static SiloLoad Of(SiloAddress silo, SiloRuntimeStatistics statistics)
    {
        var machine = statistics.EnvironmentStatistics;
        return new SiloLoad(silo.Endpoint.ToString(), Known(machine.FilteredCpuUsagePercentage), (long?)Known(machine.FilteredMemoryUsageBytes), (long?)Known(machine.FilteredAvailableMemoryBytes), statistics.ActivationCount);
    }

    private static double? Known(double value) => double.IsFinite(value) && value >= 0 ? value : null;
}
