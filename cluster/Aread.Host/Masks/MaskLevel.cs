using Aread.Hemp;

namespace Aread.Host.Masks;

/// <summary>One level of edges of a mask.</summary>
/// <param name="From">Where its edges start: <c>in</c>, or a level of experts from 1.</param>
/// <param name="To">Where they lead: a level of experts, or <c>out</c>.</param>
/// <param name="Rows">Experts that edges start from.</param>
/// <param name="Columns">Experts that they lead to.</param>
/// <param name="Edges">How many are kept.</param>
/// <param name="Gates">Mean gate value of each kept edge, row by row; null where the edge is pruned, 1 for all kept where no gate leads.</param>
internal sealed record MaskLevel(string From, string To, int Rows, int Columns, int Edges, IReadOnlyList<double?> Gates)
{
    public static IReadOnlyList<MaskLevel> AllOf(ExpertMask mask, IReadOnlyList<IReadOnlyList<double>>? gateMeans) =>
        [.. Enumerable.Range(0, mask.Shape.EdgeLevels).Select(level => Of(mask, level, GatesOf(mask.Shape, level, gateMeans)))];

    /// <summary>Null where no gate leads, to the first experts and to the output: what is recorded there says nothing.</summary>
    public static IReadOnlyList<double>? GatesOf(MaskShape shape, int level, IReadOnlyList<IReadOnlyList<double>>? gateMeans) =>
        level == 0 || level == shape.ExpertLevels ? null : gateMeans?[level];

    public static string Start(int level) => level == 0 ? "in" : $"{level}";

    public static string End(MaskShape shape, int level) => level == shape.ExpertLevels ? "out" : $"{level + 1}";

    public static double?[] Values(ReadOnlySpan<bool> kept, IReadOnlyList<double>? gates)
    {
        var values = new double?[kept.Length];
        for (var edge = 0; edge < values.Length; edge++) values[edge] = kept[edge] ? gates is { Count: > 0 } ? gates[edge] : 1 : null;
        return values;
    }

    private static MaskLevel Of(ExpertMask mask, int level, IReadOnlyList<double>? gates)
    {
        var kept = mask.Kept[mask.Shape.LevelRange(level)];
        return new MaskLevel(Start(level), End(mask.Shape, level), mask.Shape.Rows(level), mask.Shape.Columns(level), kept.Count(true), Values(kept, gates));
    }
}
