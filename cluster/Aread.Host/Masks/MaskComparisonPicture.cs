using System.Xml.Linq;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.Masks;

/// <summary>
/// Gate values of two domains between each two levels, one domain over the other (paper, mask analysis), as an SVG file that stands alone. A cell is an edge: its row
/// where it starts, its column where it leads; the darker, the larger its gate value against the largest of the level. Empty: pruned.
/// </summary>
internal static class MaskComparisonPicture
{
    private const double Cell = 18;
    private const double Gap = 2;
    private const double Apart = 40;
    private const double Left = 16;
    private const double Top = 44;
    private const double Between = 40;

    private const string Style =
        "text{font:12px sans-serif;fill:#333}.name{font-weight:bold}.edge{fill:#1f4e79}.pruned{fill:none;stroke:#ddd}.shared{fill:none;stroke:#c0392b;stroke-width:1.5}";

    public static byte[] Write(MaskComparison comparison)
    {
        var tallest = comparison.Levels.Max(level => level.Rows) * Cell;
        var width = Math.Max(420, 2 * Left + comparison.Levels.Sum(level => level.Columns * Cell) + (comparison.Levels.Count - 1) * Apart);
        var second = Top + tallest + Between;
        var height = second + tallest + 30;
        return SvgFile.Write(width, height, $"Masks of {comparison.First} and {comparison.Second}", Style,
            SvgFile.Text(Left, 16, "start", $"overlap {Fixed(comparison.Overlap, 2)}, random {Fixed(comparison.Random, 2)}; red: an edge of both"),
            Domain(comparison, 0, Top, tallest), Domain(comparison, 1, second, tallest), Headings(comparison, height - 10));
    }

    private static IEnumerable<XElement> Domain(MaskComparison comparison, int domain, double top, double tallest)
    {
        yield return Tag("text", Class("name"), Attribute("x", Left), Attribute("y", top - 8), domain == 0 ? comparison.First : comparison.Second);
        var x = Left;
        foreach (var level in comparison.Levels)
        {
            var y = top + (tallest - level.Rows * Cell) / 2;
            var largest = level.Gates.SelectMany(gates => gates).Max() is { } most and > 0 ? most : 1;
            for (var edge = 0; edge < level.Rows * level.Columns; edge++)
                yield return Edge(level.Gates[domain][edge], largest, level.Gates[1 - domain][edge] is not null, x + edge % level.Columns * Cell, y + edge / level.Columns * Cell);
            x += level.Columns * Cell + Apart;
        }
    }

    private static XElement Edge(double? gate, double largest, bool inOther, double x, double y)
    {
        var place = new[] { Attribute("x", x), Attribute("y", y), Attribute("width", Cell - Gap), Attribute("height", Cell - Gap) };
        if (gate is not { } value) return Tag("rect", Class("pruned"), place);
        return Tag("g",
            Tag("rect", Class("edge"), Attribute("fill-opacity", Math.Max(0.06, value / largest)), place, Tag("title", Fixed(value, 4))),
            Tag("rect", Class(inOther ? "shared" : "pruned"), place.Select(attribute => new XAttribute(attribute))));
    }

    private static IEnumerable<XElement> Headings(MaskComparison comparison, double y)
    {
        var x = Left;
        foreach (var level in comparison.Levels)
        {
            yield return SvgFile.Text(x + level.Columns * Cell / 2, y, "middle", $"{level.From} \u2192 {level.To}");
            x += level.Columns * Cell + Apart;
        }
    }
}
