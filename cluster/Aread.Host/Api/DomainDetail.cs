using Aread.Hemp;
using Aread.Host.Masks;

namespace Aread.Host.Api;

/// <summary>All about a domain of a run.</summary>
/// <param name="Experts">Experts of each level.</param>
/// <param name="Levels">Its mask, level by level; null while it has none.</param>
/// <param name="LastSearch">Its latest search with every candidate, as <c>masks.json</c> holds it: start, score, mask.</param>
/// <param name="Candidates">The same in short.</param>
/// <param name="Searches">All searches, oldest first.</param>
/// <param name="Nearest">The other domains by falling overlap.</param>
internal sealed record DomainDetail(
    DomainSummary Summary,
    IReadOnlyList<int> Experts,
    IReadOnlyList<MaskLevel>? Levels,
    MaskSearchReport? LastSearch,
    IReadOnlyList<DomainCandidate> Candidates,
    IReadOnlyList<DomainSearch> Searches,
    IReadOnlyList<DomainNeighbour> Nearest)
{
    private const int NearestShown = 10;

    public static DomainDetail Of(DomainSummary summary, DomainMasks masks, DomainMaskReport found)
    {
        var mask = masks.MaskOf(found);
        return new DomainDetail(
            summary,
            [.. masks.Shape.ExpertCounts],
            mask is null ? null : MaskLevel.AllOf(mask, found.GateMeans),
            found.History.LastOrDefault(),
            found.History.LastOrDefault() is { } last ? DomainCandidate.AllOf(last) : [],
            DomainSearch.AllOf(masks, found),
            mask is null ? [] : Neighbours(masks, found.Domain, mask));
    }

    private static DomainNeighbour[] Neighbours(DomainMasks masks, string domain, ExpertMask mask) =>
    [
        .. (from other in masks.Domains
            where other.Domain != domain
            let theirs = masks.MaskOf(other)
            where theirs is not null
            select new DomainNeighbour(other.Domain, MaskOverlap.Ratio(mask, theirs), MaskOverlap.ExpectedRatio(mask, theirs)))
            .OrderByDescending(neighbour => neighbour.Overlap).Take(NearestShown),
    ];
}
