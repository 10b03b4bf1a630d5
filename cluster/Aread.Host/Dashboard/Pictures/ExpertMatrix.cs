using System.Xml.Linq;
using Aread.Host.Api;
using static Aread.Host.Report.Html;

namespace Aread.Host.Dashboard.Pictures;

/// <summary>Which domains keep which experts: a row for each domain, a column for each expert.</summary>
internal static class ExpertMatrix
{
    private const int LabelsShown = 60;
    private const double Width = 720, Labels = 130, Apart = 14, Top = 34;

    /// <param name="domains">In the order of the rows.</param>
    public static XElement Draw(IReadOnlyList<string> domains, IReadOnlyList<ExpertUse> experts)
    {
        var left = domains.Count <= LabelsShown ? Labels : 0;
        var cell = (Width - left - Apart * (experts[^1].Level - 1)) / experts.Count;
        var height = Math.Min(cell, domains.Count <= LabelsShown ? 14 : 720.0 / domains.Count);
        var rows = domains.Index().ToDictionary(domain => domain.Item, domain => domain.Index);
        double X(int column) => left + column * cell + (experts[column].Level - 1) * Apart;
        return Tag("svg", Class("matrix"), Attribute("viewBox", $"0 0 {Coordinate(Width)} {Coordinate(Top + domains.Count * height)}"), Attribute("role", "img"),
            Attribute("aria-label", $"Experts that each of {domains.Count} domains keeps"),
            experts.Index().SelectMany(column => Heading(column.Item, X(column.Index), cell)),
            left == 0 ? null : domains.Select((name, row) => Text(left - 6, Top + (row + 0.5) * height + 4, "end", Math.Min(12, height), Short(name, 20))),
            experts.Select((expert, column) => Tag("path", Class("heat q6"), Attribute("d", string.Concat(expert.Domains.Where(rows.ContainsKey).Select(domain =>
                $"M{Coordinate(X(column) + 0.5)} {Coordinate(Top + rows[domain] * height)}h{Coordinate(cell - 1)}v{Coordinate(Gap(height))}h-{Coordinate(cell - 1)}z"))))));
    }

    private static double Gap(double height) => height > 4 ? height - 1 : height;

    private static IEnumerable<XElement> Heading(ExpertUse expert, double x, double cell)
    {
        if (expert.Expert == 1) yield return Text(x, 12, "start", 12, $"level {expert.Level}");
        yield return Text(x + cell / 2, Top - 6, "middle", 11, $"{expert.Expert}");
    }

    private static XElement Text(double x, double y, string anchor, double size, string text) =>
        Tag("text", Attribute("x", x), Attribute("y", y), Attribute("text-anchor", anchor), Attribute("font-size", size), text);
}
