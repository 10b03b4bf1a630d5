using System.Net;
using Aread.Distributed.Grains;
using Orleans.Runtime;

namespace Aread.Distributed.Tests.Grains;

public sealed class FleetPlanTests
{
    private static readonly SiloAddress[] Silos = [.. Enumerable.Range(1, 4).Select(port => SiloAddress.New(IPAddress.Loopback, port, 1))];

    [Fact]
    public void Samples_not_domains_are_shared_evenly()
    {
        long[] samples = [100, 60, 50, 10];

        var plan = FleetPlan.Create(samples, 0, Silos[..2], Silos);

        Assert.Equal([Silos[0], Silos[1], Silos[1], Silos[0]], plan.Domains);
    }

    [Fact]
    public void Small_domains_too_are_spread()
    {
        var plan = FleetPlan.Create(new long[40], 0, Silos, Silos);

        Assert.All(Silos, silo => Assert.Equal(10, plan.Domains.Count(placed => placed.Equals(silo))));
    }

    [Fact]
    public void Domains_go_to_silos_that_can_compute_them_and_shards_to_all()
    {
        var plan = FleetPlan.Create([5, 4, 3], 6, Silos[2..3], Silos);

        Assert.All(plan.Domains, silo => Assert.Equal(Silos[2], silo));
        Assert.Equal([.. Silos, Silos[0], Silos[1]], plan.Shards);
    }
}
