namespace Aread.Baselines;

/// <summary>The samples of a domain in a batch, which lie together.</summary>
/// <param name="Start">Of the first.</param>
public readonly record struct DomainGroup(int Domain, int Start, int Count);
