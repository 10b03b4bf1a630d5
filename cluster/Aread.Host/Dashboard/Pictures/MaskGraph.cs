using System.Xml.Linq;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.Dashboard.Pictures;

/// <summary>
/// A mask as layers of experts from the source to the output, and the edges it keeps. Their width and strength tell gate weights, where these are known;
/// beside an earlier mask, edges that were cut or added are marked.
/// </summary>
/// <param name="experts">Experts of each level.</param>
/// <param name="title">For those who cannot see it.</param>
internal sealed class MaskGraph(IReadOnlyList<int> experts, string title)
{
    private const double Apart = 170, Below = 34, Radius = 11, Margin = 30, Heading = 26;

    private static readonly HeatScale Strength = new(0, 1);

    private int Levels => experts.Count + 1;

    private double Width => 2 * Margin + Levels * Apart;

    private double Height => Heading + experts.Max() * Below;

    /// <summary>A mask with the mean gate values of its edges.</summary>
    /// <param name="gates">By level, row by row; null where the edge is pruned.</param>
    public XElement Weighted(IReadOnlyList<IReadOnlyList<double?>> gates) => Draw(
        gates.Select((level, number) => level.Select((gate, edge) => gate is { } value ? Weighted(level, number, edge, value) : null)),
        (level, edge) => gates[level][edge] is not null);

    /// <summary>A mask beside the one before.</summary>
    /// <param name="mask">Kept edges as 0/1, one text for each level.</param>
    /// <param name="before">The same; null if there was none.</param>
    public XElement Compared(IReadOnlyList<string> mask, IReadOnlyList<string>? before) => Draw(
        mask.Select((level, number) => level.Select((kept, edge) => (kept, before?[number][edge] ?? kept) switch
        {
            ('1', '1') => Edge(number, edge, "edge", "kept"),
            ('1', _) => Edge(number, edge, "edge added", "added"),
            (_, '1') => Edge(number, edge, "edge cut", "cut"),
            _ => null,
        })),
        (level, edge) => mask[level][edge] == '1');

    private XElement Draw(IEnumerable<IEnumerable<XElement?>> edges, Func<int, int, bool> isKept) => Tag("svg", Class("mask"), Attribute("viewBox", $"0 0 {Coordinate(Width)} {Coordinate(Height)}"),
        Attribute("role", "img"), Attribute("aria-label", title), edges.Select(level => level.OfType<XElement>()), Enumerable.Range(0, experts.Count + 2).Select(layer => Layer(layer, isKept)));

    private XElement Weighted(IReadOnlyList<double?> level, int number, int edge, double value)
    {
        var share = value / (level.Max() is { } most and > 0 ? most : 1);
        return Edge(number, edge, $"edge q{Strength.Shade(share)}", $"gate {Fixed(value, 3)}", new XAttribute("stroke-width", Coordinate(1 + 3.5 * share)));
    }

    private XElement Edge(int level, int edge, string style, string says, XAttribute? width = null)
    {
        var columns = Count(level + 1);
        int from = edge / columns, to = edge % columns;
        return Tag("line", Class(style), Attribute("x1", X(level)), Attribute("y1", Y(level, from)), Attribute("x2", X(level + 1)), Attribute("y2", Y(level + 1, to)), width,
            Tag("title", $"{Name(level, from)} \u2192 {Name(level + 1, to)}: {says}"));
    }

    private IEnumerable<XElement> Layer(int layer, Func<int, int, bool> isKept)
    {
        yield return Text(X(layer), 14, layer == 0 ? "source" : layer == Levels ? "output" : $"level {layer}");
        for (var node = 0; node < Count(layer); node++)
        {
            var at = node;
            var isActive = layer == 0 || Enumerable.Range(0, Count(layer - 1)).Any(from => isKept(layer - 1, from * Count(layer) + at));
            yield return Tag("circle", Class(isActive ? "node" : "node idle"), Attribute("cx", X(layer)), Attribute("cy", Y(layer, node)), Attribute("r", Radius), Tag("title", Name(layer, node)));
            if (layer > 0 && layer < Levels) yield return Text(X(layer), Y(layer, node) + 4, $"{node + 1}");
        }
    }

    private static XElement Text(double x, double y, string text) => Tag("text", Attribute("x", x), Attribute("y", y), Attribute("text-anchor", "middle"), text);

    /// <summary>Layer 0 is the source, the one after the levels the output.</summary>
    private int Count(int layer) => layer == 0 || layer == Levels ? 1 : experts[layer - 1];

    private string Name(int layer, int node) => layer == 0 ? "source" : layer == Levels ? "output" : $"expert {node + 1} of level {layer}";

    private static double X(int layer) => Margin + layer * Apart;

    private double Y(int layer, int node) => Heading + (experts.Max() - Count(layer)) * Below / 2 + (node + 0.5) * Below;
}
