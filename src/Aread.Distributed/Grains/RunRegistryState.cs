using Aread.Distributed.Contracts;

namespace Aread.Distributed.Grains;

/// <summary>What the cluster's store keeps of its runs.</summary>
[GenerateSerializer, Alias("Aread.RunRegistryState")]
public sealed class RunRegistryState
{
    /// <summary>By name, the latest last.</summary>
    [Id(0)]
    public List<RunEntry> Runs { get; set; } = [];
}
