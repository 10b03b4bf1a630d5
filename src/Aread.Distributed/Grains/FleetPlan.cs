using Orleans.Runtime;

namespace Aread.Distributed.Grains;

/// <summary>Where the grains of a run shall be. Results do not depend on it.</summary>
/// <param name="Domains">For each domain, its silo.</param>
/// <param name="Shards">For each embedding shard, its silo.</param>
internal sealed record FleetPlan(IReadOnlyList<SiloAddress> Domains, IReadOnlyList<SiloAddress> Shards)
{
    /// <summary>Domains, the largest first, each to the able silo with the fewest train samples so far; shards to all silos in turn.</summary>
    /// <param name="samples">Train samples of each domain.</param>
    /// <param name="able">Silos that can compute the run, at least one.</param>
    /// <param name="all">All silos.</param>
    public static FleetPlan Create(IReadOnlyList<long> samples, int shards, IReadOnlyList<SiloAddress> able, IReadOnlyList<SiloAddress> all)
    {
        var load = new long[able.Count];
        var domains = new SiloAddress[samples.Count];
        foreach (var domain in Enumerable.Range(0, domains.Length).OrderByDescending(domain => samples[domain]).ThenBy(domain => domain))
        {
            var silo = Array.IndexOf(load, load.Min());
            load[silo] += samples[domain] + 1;
            domains[domain] = able[silo];
        }
        return new FleetPlan(domains, [.. Enumerable.Range(0, shards).Select(shard => all[shard % all.Count])]);
    }
}
