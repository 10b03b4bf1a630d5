using Aread.Hemp;

namespace Aread.Host.Api;

/// <summary>A mask that a domain's latest search tried.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Score">Loss of its trial; null if it was dropped before the scoring.</param>
/// <param name="DroppedAfter">Trial steps after which it was dropped.</param>
/// <param name="StartEdges">Edges it was drawn with; <paramref name="Edges"/> are those left by pruning.</param>
/// <param name="Mask">Kept edges as 0/1, one text for each level.</param>
internal sealed record DomainCandidate(int Number, bool IsWinner, double? Score, int? DroppedAfter, int StartEdges, int Edges, IReadOnlyList<string> Mask)
{
    public static IReadOnlyList<DomainCandidate> AllOf(MaskSearchReport search) =>
    [
        .. search.Candidates.Select((candidate, index) => new DomainCandidate(
            index + 1, index == search.Winner, candidate.Score, candidate.DroppedAfter, Count(candidate.Start), Count(candidate.Mask), candidate.Mask)),
    ];

    private static int Count(IReadOnlyList<string> mask) => mask.Sum(level => level.Count(edge => edge == '1'));
}
