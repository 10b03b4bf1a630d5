using System.Xml.Linq;
using Aread.Hemp;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>Each domain's mask: one small matrix per edge level, kept edges shaded by their mean gate value.</summary>
internal static class MaskCards
{
    private const int Shown = 40;
    private const double Cell = 10;
    private const double Gap = 1.5;
    private const double Apart = 26;
    private const double Below = 14;

    private static readonly HeatScale Scale = new(0, 1);

    public static XElement? Render(ReportData data)
    {
        var masked = data.Domains.Where(domain => domain.Mask is not null).ToArray();
        if (masked.Length == 0) return Section("Masks", Tag("p", "No domain has a mask: no mask search has ended in this run, or searches are switched off."));
        return Section("Masks",
            Tag("p", Class("note"), $"One matrix per edge level of the experts {data.Shape}, left to right: source to first level, level to level, last level to output. ",
                "A row is where an edge starts, a column where it leads. Outlined: kept; grey: dropped. The shade of a kept edge is the mean gate value since the last search, relative to the largest of its level."),
            Tag("p", Class("note"), Scale.Legend("Gate mean / largest of the level")),
            Tag("div", Class("cards"), masked.Take(Shown).Select(Card)),
            masked.Length <= Shown ? null : Tag("details", Tag("summary", $"The other {masked.Length - Shown} domains"), Tag("div", Class("cards"), masked.Skip(Shown).Select(Card))));
    }

    private static XElement Card(DomainRow domain)
    {
        var mask = domain.Mask!;
        var shape = mask.Shape;
        var rows = Enumerable.Range(0, shape.EdgeLevels).Max(shape.Rows);
        var width = Enumerable.Range(0, shape.EdgeLevels).Sum(shape.Columns) * Cell + (shape.EdgeLevels - 1) * Apart;
        var svg = Tag("svg", Attribute("viewBox", $"0 0 {Coordinate(width)} {Coordinate(rows * Cell + Below)}"), Attribute("role", "img"),
            Attribute("style", $"max-width:{Coordinate(1.2 * width)}px"), Attribute("aria-label", $"Mask of {domain.Name}"), Levels(domain, rows));
        return Tag("figure", Class("card"), Tag("figcaption", Tag("strong", domain.Name), Tag("span", Class("note"), Sizes(domain, mask))), svg);
    }

    private static string Sizes(DomainRow domain, ExpertMask mask)
    {
        var found = domain.Found!.History.Where(search => search.Winner >= 0 && search.Winner < search.Candidates.Count)
            .Select(search => search.Edges).ToArray();
        return found.Length < 2 ? $"{mask.Edges} edges" : $"edges by round: {string.Join(" \u2192 ", found.TakeLast(5))}";
    }

    private static IEnumerable<XElement> Levels(DomainRow domain, int tallest)
    {
        var shape = domain.Mask!.Shape;
        var x = 0.0;
        for (var level = 0; level < shape.EdgeLevels; level++)
        {
            int rows = shape.Rows(level), columns = shape.Columns(level), at = level;
            var y = (tallest - rows) * Cell / 2;
            var gates = domain.Found!.GateMeans?[level];
            var largest = gates is { Count: > 0 } && gates.Max() > 0 ? gates.Max() : 1;
            double? Kept(int row, int column) => domain.Mask[at, row, column] ? gates is null ? 1 : gates[row * columns + column] / largest : null;
            double? Dropped(int row, int column) => domain.Mask[at, row, column] ? null : 0;
            yield return Tag("g", Class("dropped"), Scale.Cells(rows, columns, Dropped, x, y, Cell, Gap));
            yield return Tag("g", Class("kept"), Scale.Cells(rows, columns, Kept, x, y, Cell, Gap));
            var (anchor, textX) = level == 0 ? ("start", x) : level == shape.ExpertLevels ? ("end", x + Cell) : ("middle", x + columns * Cell / 2);
            yield return Tag("text", Attribute("x", textX), Attribute("y", tallest * Cell + Below - 3), Attribute("text-anchor", anchor), Attribute("font-size", 8), Heading(shape, level));
            x += columns * Cell + Apart;
        }
    }

    private static string Heading(MaskShape shape, int level) => (level == 0 ? "in" : $"{level}") + "\u2192" + (level == shape.ExpertLevels ? "out" : $"{level + 1}");
}
