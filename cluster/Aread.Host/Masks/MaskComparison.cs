using Aread.Hemp;

namespace Aread.Host.Masks;

/// <summary>Two domains' masks side by side (paper, mask analysis).</summary>
/// <param name="Overlap">Edges in common over edges of either.</param>
/// <param name="Random">The same for random masks with as many edges at each level.</param>
/// <param name="Levels">From the source to the output.</param>
internal sealed record MaskComparison(string First, string Second, double Overlap, double Random, IReadOnlyList<LevelComparison> Levels)
{
    /// <exception cref="AreadException">A domain is not known, or has no mask yet.</exception>
    public static MaskComparison Of(DomainMasks masks, string first, string second)
    {
        var (one, other) = (Searched(masks, first), Searched(masks, second));
        var ratios = MaskOverlap.LevelRatios(one, other);
        return new MaskComparison(first, second, MaskOverlap.Ratio(one, other), MaskOverlap.ExpectedRatio(one, other),
            [.. Enumerable.Range(0, masks.Shape.EdgeLevels).Select(level => LevelComparison.Of(masks.Shape, level, (one, masks.Find(first)), (other, masks.Find(second)), ratios[level]))]);
    }

    private static ExpertMask Searched(DomainMasks masks, string domain) =>
        masks.MaskOf(masks.Find(domain)) ?? throw new AreadException($"Domain '{domain}' has no mask yet: it was not searched.");
}
