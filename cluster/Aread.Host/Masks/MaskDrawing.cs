using System.Globalization;
using Aread.Hemp;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Aread.Host.Masks;

/// <summary>
/// Draws a mask level by level: a row per expert an edge comes from, a column per expert it leads to. A kept edge shows its mean gate value as a
/// shade and two decimals (no gate leads to the first level or to the output), a pruned one a dot. Levels wider than the console go on below.
/// </summary>
internal sealed class MaskDrawing(ExpertMask mask, IReadOnlyList<IReadOnlyList<double>>? gateMeans) : Renderable
{
    private const int LabelWidth = 8;
    private const int CellWidth = 5;

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var perBlock = Math.Max(1, (maxWidth - LabelWidth) / CellWidth);
        for (var level = 0; level < mask.Shape.EdgeLevels; level++)
        {
            yield return new Segment(Title(level), new Style(decoration: Decoration.Bold));
            yield return Segment.LineBreak;
            for (var first = 0; first < Across(level); first += perBlock)
                foreach (var segment in Block(level, first, Math.Min(first + perBlock, Across(level)), options.Unicode)) yield return segment;
            yield return Segment.LineBreak;
        }
    }

    // The last level has one column; it is drawn lying on its side.
    private bool IsLast(int level) => level == mask.Shape.ExpertLevels;

    private int Across(int level) => IsLast(level) ? mask.Shape.Rows(level) : mask.Shape.Columns(level);

    private int Down(int level) => IsLast(level) ? 1 : mask.Shape.Rows(level);

    private string Title(int level)
    {
        var range = mask.Shape.LevelRange(level);
        var kept = $"{mask.Kept[range].Count(true)} of {mask.Kept[range].Length} edges";
        if (level == 0) return $"input to level 1: {kept}";
        return IsLast(level) ? $"level {level} to output: {kept}" : $"level {level} (rows) to level {level + 1} (columns): {kept}";
    }

    private IEnumerable<Segment> Block(int level, int first, int end, bool unicode)
    {
        var grey = new Style(Color.Grey);
        yield return new Segment("".PadLeft(LabelWidth) + string.Concat(Enumerable.Range(first + 1, end - first).Select(to => $"{to,CellWidth - 1} ")), grey);
        yield return Segment.LineBreak;
        for (var row = 0; row < Down(level); row++)
        {
            var label = level == 0 ? "input" : IsLast(level) ? "output" : (row + 1).ToString(CultureInfo.InvariantCulture);
            yield return new Segment($"{label,LabelWidth - 2}  ", grey);
            for (var column = first; column < end; column++) yield return IsLast(level) ? Cell(level, column, 0, unicode) : Cell(level, row, column, unicode);
            yield return Segment.LineBreak;
        }
    }

    private Segment Cell(int level, int from, int to, bool unicode)
    {
        if (!mask[level, from, to]) return new Segment($"{(unicode ? '·' : '.'),CellWidth - 1} ", new Style(Color.Grey));
        if (gateMeans is null || level == 0 || IsLast(level)) return new Segment($"{(unicode ? '■' : '#'),CellWidth - 1} ", new Style(Color.Green));
        var gates = gateMeans[level];
        var gate = gates[from * mask.Shape.Columns(level) + to];
        var share = gate / Math.Max(gates.Max(), double.Epsilon);
        var number = gate >= 0.995 ? "1.0" : gate.ToString(".00", CultureInfo.InvariantCulture);
        return new Segment($"{Shade(share, unicode)}{number} ", new Style(share > 0.5 ? Color.Green : Color.Default));
    }

    private static char Shade(double share, bool unicode) => (unicode ? "░▒▓█" : " -=#")[Math.Clamp((int)(share * 4), 0, 3)];
}
