using Aread.Hemp;

namespace Aread.Host.Masks;

/// <summary>A search of a domain in short.</summary>
/// <param name="Candidates">Masks tried.</param>
/// <param name="Dropped">Those of them that were dropped before the scoring (<c>Hemp:Halving</c>).</param>
/// <param name="Winner">Index of the one chosen.</param>
/// <param name="Score">Its loss; <paramref name="WorstScore"/> is the largest among those scored.</param>
/// <param name="Density">Kept share of all edges.</param>
/// <param name="OverlapWithPrevious">Share of edges in common with the mask of the search before; null for the first.</param>
internal sealed record SearchHistory(
    int Round, long Step, int Candidates, int Dropped, int Winner, double? Score, double? WorstScore, int Edges, double Density, double? OverlapWithPrevious)
{
    /// <summary>The searches of a domain, oldest first.</summary>
    public static IReadOnlyList<SearchHistory> Of(DomainMasks masks, DomainMaskReport domain)
    {
        var history = new List<SearchHistory>(domain.History.Count);
        ExpertMask? previous = null;
        foreach (var search in domain.History)
        {
            var winner = search.Candidates[search.Winner];
            var mask = masks.Parse(winner.Mask);
            history.Add(new SearchHistory(
                search.Round,
                search.Step,
                search.Candidates.Count,
                search.Dropped,
                search.Winner,
                winner.Score,
                search.Candidates.Max(candidate => candidate.Score),
                mask.Edges,
                mask.Density,
                previous is null ? null : MaskOverlap.Ratio(previous, mask)));
            previous = mask;
        }
        return history;
    }
}
