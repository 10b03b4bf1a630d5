using Aread.Distributed.Hosting;
using Aread.Distributed.Synchronization;
using Orleans.Serialization;

namespace Aread.Distributed.Grains;

/// <summary>What a fleet uses of its coordinator's silo.</summary>
public sealed record FleetServices(IGrainFactory Grains, SiloRoster Roster, DenseWeightCache Weights, RunContexts Contexts, RunResidents Residents, Serializer Serializer);
