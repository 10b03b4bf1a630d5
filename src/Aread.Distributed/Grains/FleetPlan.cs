using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Training;
using Orleans.Runtime;

namespace Aread.Distributed.Grains;

/// <summary>Where the grains of a run shall be. Results do not depend on it.</summary>
/// <param name="Domains">For each domain, its silo.</param>
/// <param name="Shards">For each embedding shard, its silo.</param>
internal sealed record FleetPlan(IReadOnlyList<SiloAddress> Domains, IReadOnlyList<SiloAddress> Shards)
{
    /// <summary>
    /// Domains go to silos of the run's role, the largest first, each to the silo with the fewest train samples so far; shards to all silos in turn.
    /// </summary>
    /// <exception cref="NoSiloException">No silo has the run's role.</exception>
    public static FleetPlan Create(RunContext context, string run, int shards, SiloRole role, SiloRoster roster)
    {
        var (able, all) = (roster.Active(role), roster.Active());
        if (able.Count == 0)
            throw new NoSiloException(
                $"Run '{run}' computes on a {role.Name()} (Torch:Device={context.Options.Torch.Device}), and none of the cluster's {all.Count} silos has that role. "
                + $"Start one with 'aread silo --role {role.Name()}', or train with another --set Torch:Device.");
        var load = new long[able.Count];
        var domains = new SiloAddress[context.Domains.Count];
        foreach (var domain in Enumerable.Range(0, domains.Length).OrderByDescending(domain => context.Domains[domain].Train.Samples).ThenBy(domain => domain))
        {
            var silo = Array.IndexOf(load, load.Min());
            load[silo] += context.Domains[domain].Train.Samples + 1;
            domains[domain] = able[silo];
        }
        return new FleetPlan(domains, [.. Enumerable.Range(0, shards).Select(shard => all[shard % all.Count])]);
    }
}
