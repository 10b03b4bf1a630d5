using Aread.Distributed.Contracts;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="IRunRegistryGrain"/>
[GrainType("aread.run-registry")]
public sealed class RunRegistryGrain : Grain, IRunRegistryGrain
{
    private readonly SortedDictionary<string, RunStatus> _runs = new(StringComparer.Ordinal);

    public Task UpdateAsync(RunStatus status)
    {
        _runs[status.Run] = status;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunStatus>> ListAsync() => Task.FromResult<IReadOnlyList<RunStatus>>([.. _runs.Values]);
}
