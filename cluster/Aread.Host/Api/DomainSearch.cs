using Aread.Host.Masks;

namespace Aread.Host.Api;

/// <summary>A mask search of a domain.</summary>
/// <param name="Mask">Kept edges of its winner as 0/1, one text for each level.</param>
internal sealed record DomainSearch(SearchHistory Outcome, IReadOnlyList<string> Mask);
