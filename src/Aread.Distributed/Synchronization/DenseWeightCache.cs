using System.Collections.Concurrent;
using Aread.Distributed.Contracts;
using Aread.Training;
using Orleans.Serialization;

namespace Aread.Distributed.Synchronization;

/// <summary>Dense weights of a silo: each version is fetched once, for all domain grains there.</summary>
public sealed class DenseWeightCache(IGrainFactory grains, Serializer serializer)
{
    private readonly ConcurrentDictionary<string, Entry> _latest = new();

    /// <summary>Takes a version that is in this silo already: the coordinator's own.</summary>
    public void Hold(RunSetup setup, DenseSnapshot snapshot) =>
        _latest[setup.Run] = new Entry(setup.Attempt, snapshot.Version, new Lazy<Task<DenseSnapshot>>(Task.FromResult(snapshot)));

    /// <exception cref="GrainLostException">The coordinator is at another version: the caller's order is stale.</exception>
    public async Task<DenseSnapshot> GetAsync(RunSetup setup, long version)
    {
        var entry = _latest.AddOrUpdate(
            setup.Run,
            run => Fetch(run, setup.Attempt, version),
            (run, held) => held.Attempt == setup.Attempt && held.Version == version && !held.HasFailed ? held : Fetch(run, setup.Attempt, version));
        var snapshot = await entry.Weights.Value;
        return snapshot.Version == version
            ? snapshot
            : throw new GrainLostException($"Run '{setup.Run}' is at version {snapshot.Version} of its weights, not {version}.");
    }

    public void Forget(string run) => _latest.TryRemove(run, out _);

    private Entry Fetch(string run, long attempt, long version) => new(attempt, version, new Lazy<Task<DenseSnapshot>>(async () =>
    {
        var parcel = await grains.GetGrain<ICoordinatorGrain>(run).GetWeightsAsync(attempt);
        return (await parcel.OpenAsync(serializer)).ToSnapshot();
    }));

    private sealed record Entry(long Attempt, long Version, Lazy<Task<DenseSnapshot>> Weights)
    {
        public bool HasFailed => Weights.IsValueCreated && Weights.Value.IsFaulted;
    }
}
