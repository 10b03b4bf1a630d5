using System.Xml.Linq;
using Aread.Host.Masks;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.Dashboard.Pictures;

/// <summary>The overlap of every pair of domains: below the diagonal that of their masks, above it that of random masks of their densities.</summary>
internal static class OverlapMatrix
{
    private const int LabelsShown = 60;
    private const double Side = 720, Labels = 130;

    /// <summary>A step of the scale ends at a twentieth.</summary>
    private const double Steps = 20;

    public static HeatScale ScaleOf(OverlapReport report)
    {
        var values = report.Overlap.Concat(report.Random).SelectMany((row, index) => row.Where((_, column) => column != index % report.Domains.Count)).ToArray();
        return new HeatScale(Math.Floor(values.Min() * Steps) / Steps, Math.Ceiling(values.Max() * Steps) / Steps);
    }

    public static XElement Draw(OverlapReport report, HeatScale scale)
    {
        var count = report.Domains.Count;
        var left = count <= LabelsShown ? Labels : 0;
        var cell = (Side - left) / count;
        double? Value(int row, int column) => row == column ? null : row > column ? report.Overlap[row][column] : report.Random[row][column];
        return Tag("svg", Class("matrix"), Attribute("viewBox", $"0 0 {Coordinate(Side)} {Coordinate(count * cell)}"), Attribute("role", "img"), Attribute("aria-label", $"Overlap of each pair of {count} domains"),
            left == 0 ? null : report.Domains.Select((name, row) => Tag("text", Attribute("x", left - 6), Attribute("y", (row + 0.5) * cell + Math.Min(12, cell) * 0.35),
                Attribute("text-anchor", "end"), Attribute("font-size", Math.Min(12, cell)), Short(name, 20))),
            scale.Cells(count, count, Value, left, 0, cell, 0));
    }
}
