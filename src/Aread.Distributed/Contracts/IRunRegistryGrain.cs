using Orleans.CodeGeneration;
using Orleans.Runtime;

namespace Aread.Distributed.Contracts;

/// <summary>One per cluster (key 0): which runs it has, where their directories are, how they stand. Kept in the cluster's store.</summary>
[Version(1)]
[Alias("Aread.IRunRegistryGrain")]
[GrainInterfaceType("Aread.IRunRegistryGrain")]
public interface IRunRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>From now on the cluster is to train this run, whatever silos die.</summary>
    [Alias("Admit")]
    Task AdmitAsync(string run, RunRequest request);

    /// <summary>Takes a new state of a run. One with an outcome needs no more care.</summary>
    [Alias("Update")]
    Task UpdateAsync(RunStatus status);

    /// <summary>All runs, the latest last.</summary>
    [Alias("List")]
    Task<IReadOnlyList<RunEntry>> ListAsync();

    /// <summary>Runs that the cluster is to train.</summary>
    [Alias("ListWanted")]
    Task<IReadOnlyList<RunEntry>> ListWantedAsync();

    /// <summary>A run, or null if the cluster was not given it.</summary>
    [Alias("Find")]
    Task<RunEntry?> FindAsync(string run);
}
