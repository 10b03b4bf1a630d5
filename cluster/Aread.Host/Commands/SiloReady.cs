using Aread.Distributed.Hosting;

namespace Aread.Host.Commands;

/// <summary>What <c>aread silo --json</c> prints when the silo is one of the cluster.</summary>
/// <param name="Http">Where its API is; null if it serves none.</param>
internal sealed record SiloReady(string Name, SiloRole Role, string Address, string Gateway, int Lanes, ClusterProvider Provider, string Store, string ClusterId, string? Http);
