namespace Aread.Distributed.Contracts;

/// <summary>One per cluster (key 0): which runs it has, where their directories are, how they stand.</summary>
[Alias("Aread.IRunRegistryGrain")]
public interface IRunRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>Takes a new state of a run.</summary>
    [Alias("Update")]
    Task UpdateAsync(RunStatus status);

    [Alias("List")]
    Task<IReadOnlyList<RunStatus>> ListAsync();
}
