namespace Aread.Host.Api;

/// <summary>Another domain, and how much its mask is like that of the first.</summary>
/// <param name="Overlap">Edges in common over edges of either.</param>
/// <param name="Random">The same for random masks of equal density.</param>
internal sealed record DomainNeighbour(string Name, double Overlap, double Random);
