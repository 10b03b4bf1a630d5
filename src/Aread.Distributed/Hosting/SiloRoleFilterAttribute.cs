using Orleans.Placement;

namespace Aread.Distributed.Hosting;

/// <inheritdoc cref="SiloRoleFilterStrategy"/>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloRoleFilterAttribute() : PlacementFilterAttribute(new SiloRoleFilterStrategy());
