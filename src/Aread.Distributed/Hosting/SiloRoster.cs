using Aread.Distributed.Contracts;
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

    /// <summary>The silo after this one; itself if it is alone. Who goes from one to the next comes to all.</summary>
    public SiloAddress Next()
    {
        var silos = Active();
        return silos.FirstOrDefault(silo => silo.CompareTo(local.SiloAddress) > 0) ?? silos.FirstOrDefault() ?? local.SiloAddress;
    }

    /// <summary>Living silos of a role.</summary>
    public IReadOnlyList<SiloAddress> Active(SiloRole wanted) => [.. Active().Where(silo => RoleOf(silo) == wanted)];

    /// <summary>Living silos that can compute a run.</summary>
    /// <exception cref="NoSiloException">There is none.</exception>
    public IReadOnlyList<SiloAddress> Require(SiloRole wanted, string run, TorchOptions torch) => Active(wanted) is { Count: > 0 } able
        ? able
        : throw new NoSiloException(
            $"Run '{run}' computes on a {wanted.Name()} (Torch:Device={torch.Device}), and none of the cluster's {Active().Count} silos has that role. "
            + $"Start one with 'aread silo --role {wanted.Name()}', or train with another --set Torch:Device.");

    /// <summary>Null while it is not known.</summary>
    public SiloRole? RoleOf(SiloAddress silo) => silo.Equals(local.SiloAddress) ? role : metadata.GetSiloMetadata(silo)?.Role();
}
