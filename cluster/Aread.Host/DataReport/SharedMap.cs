using System.Xml.Linq;
using Aread.Data.Inspection;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.DataReport;

/// <summary>What every two domains have in common, as a map: shades of the share of the values that either has.</summary>
internal static class SharedMap
{
    private const int MaximumDomains = 300;
    private const int MaximumLabels = 70;
    private const double Labels = 110;
    private const double Side = 610;

    public static XElement Render(DatasetReport report, SharedValues shared)
    {
        string[] names = [.. report.Domains.Take(MaximumDomains).Select(domain => domain.Name)];
        var place = names.Index().ToDictionary(name => name.Item, name => name.Index);
        var overlaps = new double?[names.Length, names.Length];
        foreach (var pair in shared.Pairs)
        {
            if (!place.TryGetValue(pair.First, out var first) || !place.TryGetValue(pair.Second, out var second)) continue;
            overlaps[first, second] = overlaps[second, first] = pair.Overlap;
        }
        var scale = new HeatScale(0, shared.Pairs.Max(pair => pair.Overlap));
        var labels = names.Length <= MaximumLabels ? Labels : 0;
        var cell = (Side - labels) / names.Length;
        return Tag("figure", Tag("figcaption", Tag("strong", $"'{shared.Field}' in common"), scale.Legend("share of either's"),
                Tag("span", Class("note"), names.Length < report.Domains.Count ? $"the {MaximumDomains} largest domains, largest first" : "largest first")),
            Tag("svg", Attribute("viewBox", $"0 0 {Coordinate(Side)} {Coordinate(cell * names.Length)}"), Attribute("style", "max-width:44rem"), Attribute("role", "img"),
                Attribute("aria-label", $"Share of '{shared.Field}' in common, of each pair of domains"),
                labels == 0 ? null : names.Select((name, row) => Tag("text", Attribute("x", labels - 5), Attribute("y", (row + 0.5) * cell + Math.Min(11, cell) * 0.35), Attribute("text-anchor", "end"),
                    Attribute("font-size", Math.Min(11, cell)), Short(name, 18))),
                scale.Cells(names.Length, names.Length, (row, column) => overlaps[row, column], labels, 0, cell, 0)));
    }
}
