using Aread.Hemp;
using Aread.Host.Masks;

namespace Aread.Host.Api;

/// <summary>A mask search of a domain.</summary>
/// <param name="Mask">Kept edges of its winner as 0/1, one text for each level.</param>
/// <param name="Cut">Edges that the mask of the search before kept and this one does not; null for the first.</param>
/// <param name="Added">The other way round.</param>
internal sealed record DomainSearch(SearchHistory Outcome, IReadOnlyList<string> Mask, int? Cut, int? Added)
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<DomainSearch> AllOf(DomainMasks masks, DomainMaskReport domain)
    {
        var searches = new List<DomainSearch>(domain.History.Count);
        ExpertMask? before = null;
        foreach (var (outcome, search) in SearchHistory.Of(masks, domain).Zip(domain.History))
        {
            var chosen = search.Candidates[search.Winner].Mask;
            var mask = masks.Parse(chosen);
            var both = before?.And(mask).Edges;
            searches.Add(new DomainSearch(outcome, chosen, before?.Edges - both, mask.Edges - both));
            before = mask;
        }
        return searches;
    }
}
