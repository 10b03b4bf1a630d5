using Aread.Benchmarks.Silos;

namespace Aread.Benchmarks.Cluster;

/// <summary>What the silos of a cluster have done since they started, or between two readings.</summary>
/// <param name="Sent">Bytes that each silo sent to others.</param>
/// <param name="Machine">What all processes did meanwhile.</param>
internal sealed record ClusterReading(IReadOnlyList<SiloReading> Silos, IReadOnlyList<long> Sent, MachineUse Machine)
{
    /// <summary>Processors that other processes kept busy, on the mean.</summary>
    public double Others => (Machine.Processor - Machine.Own - Silos.Sum(silo => silo.ProcessorSeconds)) / Machine.Seconds;

    public SiloReading Coordinator => Silos.MaxBy(silo => silo.Steps.Steps)!;

    public long Bytes => Sent.Sum();

    public StepParts Steps => Coordinator.Steps;

    public ClusterReading Since(ClusterReading earlier) =>
        new([.. Silos.Zip(earlier.Silos, (now, before) => now.Since(before))], [.. Sent.Zip(earlier.Sent, (now, before) => now - before)], Machine.Since(earlier.Machine));
}
