using Aread.Hemp;

namespace Aread.Host.Masks;

/// <summary>One level of edges in two masks.</summary>
/// <param name="From">Where its edges start: <c>in</c>, or a level of experts from 1.</param>
/// <param name="To">Where they lead: a level of experts, or <c>out</c>.</param>
/// <param name="Rows">Experts that edges start from.</param>
/// <param name="Columns">Experts that they lead to.</param>
/// <param name="Overlap">1 if neither mask keeps any.</param>
/// <param name="Gates">For each domain: mean gate value of each kept edge, row by row; null where the edge is pruned, 1 for all kept where no gate leads.</param>
internal sealed record LevelComparison(string From, string To, int Rows, int Columns, int InFirst, int InSecond, int InBoth, double Overlap, IReadOnlyList<IReadOnlyList<double?>> Gates)
{
    public static LevelComparison Of(MaskShape shape, int level, (ExpertMask Mask, DomainMaskReport Report) first, (ExpertMask Mask, DomainMaskReport Report) second, double overlap)
    {
        var range = shape.LevelRange(level);
        var one = first.Mask.Kept[range];
        var other = second.Mask.Kept[range];
        return new LevelComparison(
            MaskLevel.Start(level),
            MaskLevel.End(shape, level),
            shape.Rows(level), shape.Columns(level),
            one.Count(true), other.Count(true), Both(one, other), overlap,
            [MaskLevel.Values(one, MaskLevel.GatesOf(shape, level, first.Report.GateMeans)), MaskLevel.Values(other, MaskLevel.GatesOf(shape, level, second.Report.GateMeans))]);
    }

    private static int Both(ReadOnlySpan<bool> one, ReadOnlySpan<bool> other)
    {
        var both = 0;
        for (var edge = 0; edge < one.Length; edge++)
            if (one[edge] && other[edge]) both++;
        return both;
    }
}
