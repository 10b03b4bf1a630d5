using Aread.Distributed.Contracts;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Aread.Distributed.Hosting;

/// <inheritdoc cref="SiloRoleFilterStrategy"/>
internal sealed class SiloRoleFilter(SiloRoster roster) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        if (!target.GrainIdentity.TryGetIntegerKey(out _, out var key) || key is null) return silos;
        var role = DomainKey.RoleOf(key);
        return silos.Where(silo => roster.RoleOf(silo) == role);
    }
}
