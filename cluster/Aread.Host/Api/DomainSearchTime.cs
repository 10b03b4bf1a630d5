namespace Aread.Host.Api;

/// <summary>How long the search of a domain took in a round.</summary>
internal sealed record DomainSearchTime(string Domain, double Seconds);
