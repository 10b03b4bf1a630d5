using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Aread.Distributed.Hosting;

/// <summary>How a silo says its role to the others.</summary>
public static class SiloRoles
{
    /// <summary>The key in a silo's metadata; its value is a <see cref="Name"/>.</summary>
    public const string MetadataKey = "aread.role";

    /// <summary><c>cpu</c> or <c>gpu</c>.</summary>
    public static string Name(this SiloRole role) => role.ToString().ToLowerInvariant();

    /// <summary>The role of silos that compute on this device.</summary>
    public static SiloRole Of(TorchOptions torch) => torch.Device == TorchOptions.Cpu ? SiloRole.Cpu : SiloRole.Gpu;

    /// <summary>Null for metadata that have not come yet, and for silos of other programs.</summary>
    public static SiloRole? Role(this SiloMetadata metadata) =>
        metadata.Metadata.TryGetValue(MetadataKey, out var name) && Enum.TryParse<SiloRole>(name, ignoreCase: true, out var role) ? role : null;
}
