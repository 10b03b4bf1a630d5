using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Aread.Distributed.Hosting;

/// <summary>Which silos of the cluster live, and what they compute on.</summary>
/// <param name="role">This silo's own; those of the others come a moment after they join.</param>
public sealed class SiloRoster(SiloRole role, ILocalSiloDetails local, IClusterMembershipService membership, ISiloMetadataCache metadata)
{
    /// <summary>Living silos, in an order that all silos agree on.</summary>
    public IReadOnlyList<SiloAddress> Active() =>
        [.. membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).Order()];

    /// <summary>Living silos of a role.</summary>
    public IReadOnlyList<SiloAddress> Active(SiloRole wanted) => [.. Active().Where(silo => RoleOf(silo) == wanted)];

    /// <summary>Null while it is not known.</summary>
    public SiloRole? RoleOf(SiloAddress silo) => silo.Equals(local.SiloAddress) ? role : metadata.GetSiloMetadata(silo)?.Role();
}
