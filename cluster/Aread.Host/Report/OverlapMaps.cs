using System.Xml.Linq;
using Aread.Hemp;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>Which domains share experts: the overlap ratio of every pair, beside that of random masks of the same densities.</summary>
internal static class OverlapMaps
{
    private const int MaximumDomains = 300;
    private const int MaximumLabels = 40;
    private const int Pairs = 8;
    private const double Labels = 110;
    private const double Side = 370;

    public static XElement? Render(ReportData data)
    {
        var masked = data.Domains.Where(domain => domain.Mask is not null).Take(MaximumDomains).ToArray();
        if (masked.Length < 2) return null;
        ExpertMask[] masks = [.. masked.Select(domain => domain.Mask!)];
        var overlap = MaskOverlap.Matrix(masks);
        var expected = MaskOverlap.ExpectedMatrix(masks);
        var order = SimilarityOrder.Of(overlap);
        string[] names = [.. order.Select(index => masked[index].Name)];
        var scale = ScaleOf(overlap, expected);
        return Section("Shared experts",
            Tag("p", $"Two domains share on average {Fixed(100 * MeanOfPairs(overlap), 0)} % of the edges that either keeps; random masks of equal density would share {Fixed(100 * MeanOfPairs(expected), 0)} %."),
            Tag("p", Class("note"), "Overlap ratio: edges both masks keep over edges either keeps. Rows and columns have the same order, in which alike domains stand together",
                masked.Length < data.Domains.Count(domain => domain.Mask is not null) ? $"; the {MaximumDomains} largest domains" : "", ". ", scale.Legend("Overlap ratio")),
            Tag("div", Class("charts"), Map("Masks found", overlap, order, names, scale), Map("Random masks of equal density", expected, order, names, scale)),
            MostAbove(overlap, expected, masked),
            names.Length <= MaximumLabels ? null : Tag("details", Tag("summary", "Order of the rows"), Tag("ol", names.Select(name => Tag("li", name)))));
    }

    private static XElement Map(string title, double[,] values, IReadOnlyList<int> order, string[] names, HeatScale scale)
    {
        var count = order.Count;
        var labels = count <= MaximumLabels ? Labels : 0;
        var cell = (count <= MaximumLabels ? Side : Side + Labels) / count;
        double? Value(int row, int column) => row == column ? null : values[order[row], order[column]];
        return Tag("figure", Tag("figcaption", Tag("strong", title)),
            Tag("svg", Attribute("viewBox", $"0 0 480 {Coordinate(cell * count)}"), Attribute("role", "img"), Attribute("aria-label", $"Overlap ratio of each pair of domains: {title}"),
                labels == 0 ? null : names.Select((name, row) => Tag("text", Attribute("x", labels - 5), Attribute("y", (row + 0.5) * cell + Math.Min(11, cell) * 0.35), Attribute("text-anchor", "end"),
                    Attribute("font-size", Math.Min(11, cell)), Short(name, 18))),
                scale.Cells(count, count, Value, labels, 0, cell, 0)));
    }

    private static XElement MostAbove(double[,] overlap, double[,] expected, DomainRow[] domains)
    {
        var pairs = from a in Enumerable.Range(0, domains.Length) from b in Enumerable.Range(a + 1, domains.Length - a - 1) orderby overlap[a, b] - expected[a, b] descending select (a, b);
        return Tag("details", Attribute("open", "open"), Tag("summary", "Pairs most above chance"), Tag("div", Class("scroll"), Tag("table",
            Tag("thead", Tag("tr", Tag("th", "Domains"), Tag("th", Class("number"), "Overlap"), Tag("th", Class("number"), "Random"), Tag("th", Class("number"), "Difference"))),
            Tag("tbody", pairs.Take(Pairs).Select(pair => Tag("tr", Tag("th", $"{domains[pair.a].Name} \u2013 {domains[pair.b].Name}"), Tag("td", Class("number"), Fixed(overlap[pair.a, pair.b], 2)),
                Tag("td", Class("number"), Fixed(expected[pair.a, pair.b], 2)), Tag("td", Class("number"), Signed(overlap[pair.a, pair.b] - expected[pair.a, pair.b], 2))))))));
    }

    private static HeatScale ScaleOf(double[,] overlap, double[,] expected)
    {
        double least = 1, most = 0;
        for (var a = 0; a < overlap.GetLength(0); a++)
        {
            for (var b = 0; b < a; b++)
            {
                least = Math.Min(least, Math.Min(overlap[a, b], expected[a, b]));
                most = Math.Max(most, Math.Max(overlap[a, b], expected[a, b]));
            }
        }
        return new HeatScale(Math.Floor(least * 20) / 20, Math.Ceiling(most * 20) / 20);
    }

    private static double MeanOfPairs(double[,] values)
    {
        var sum = 0.0;
        var count = values.GetLength(0);
        for (var a = 0; a < count; a++)
            for (var b = 0; b < a; b++) sum += values[a, b];
        return sum / (count * (count - 1) / 2.0);
    }
}
