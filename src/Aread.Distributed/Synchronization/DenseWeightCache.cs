using System.Collections.Concurrent;
using Aread.Distributed.Contracts;
using Aread.Training;

namespace Aread.Distributed.Synchronization;

/// <summary>Dense weights of a silo: each version is fetched once, for all domain grains there.</summary>
public sealed class DenseWeightCache(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<string, Entry> _latest = new();

    /// <exception cref="InvalidOperationException">The coordinator is at another version: the caller's order is stale.</exception>
    public async Task<DenseSnapshot> GetAsync(RunSetup setup, long version)
    {
        var entry = _latest.AddOrUpdate(
            setup.Run,
            run => Fetch(run, setup.Attempt, version),
            (run, held) => held.Attempt == setup.Attempt && held.Version == version && !held.HasFailed ? held : Fetch(run, setup.Attempt, version));
        var snapshot = await entry.Weights.Value;
        return snapshot.Version == version
            ? snapshot
            : throw new InvalidOperationException($"Run '{setup.Run}' is at version {snapshot.Version} of its weights, not {version}.");
    }

    public void Forget(string run) => _latest.TryRemove(run, out _);

    private Entry Fetch(string run, long attempt, long version) => new(attempt, version, new Lazy<Task<DenseSnapshot>>(async () =>
    {
        var weights = await grains.GetGrain<ICoordinatorGrain>(run).GetWeightsAsync();
        return new DenseSnapshot(weights.Version, weights.Weights.Values, weights.Buffers.Values);
    }));

    private sealed record Entry(long Attempt, long Version, Lazy<Task<DenseSnapshot>> Weights)
    {
        public bool HasFailed => Weights.IsValueCreated && Weights.Value.IsFaulted;
    }
}
