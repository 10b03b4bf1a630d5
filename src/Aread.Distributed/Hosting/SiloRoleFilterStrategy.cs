using Orleans.Placement;

namespace Aread.Distributed.Hosting;

/// <summary>A grain may be placed only on silos of the role that its key names.</summary>
public sealed class SiloRoleFilterStrategy() : PlacementFilterStrategy(order: 0);
