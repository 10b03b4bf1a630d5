using System.Globalization;
using System.Xml.Linq;
using Aread.Comparison;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.Comparison;

/// <summary>DomainAUC and Minor10 over the values of a study.</summary>
internal static class StudyPicture
{
    private static readonly (string Name, int Metric)[] Curves = [("DomainAUC", 1), ("Minor10", 3)];

    public static byte[] Write(Study study, ComparisonTable table)
    {
        var points = study.Points.Select(point => (X: Place(study, point.Value), Row: table.Systems.Single(system => system.Name == point.System.Name))).ToArray();
        var spreads = Curves.SelectMany(curve => points.Select(point => point.Row.Metrics[curve.Metric])).Where(spread => spread.Mean is not null).ToArray();
        var x = new Axis(points[0].X, points[^1].X, 5);
        var y = new Axis(spreads.Select(spread => spread.Low).DefaultIfEmpty(0).Min(), spreads.Select(spread => spread.High).DefaultIfEmpty(1).Max(), 6);
        var picture = new ScorePicture(x, y);
        return picture.Write($"Scores over {study.Quantity}", study.Quantity, "AUC (test)",
            study.Points.Select(point => (Place(study, point.Value), point.Value.ToString(CultureInfo.InvariantCulture))),
            Curves.SelectMany((curve, style) => Draw(picture, [.. points.Where(point => point.Row.Metrics[curve.Metric].Mean is not null)], curve.Name, curve.Metric, style)));
    }

    private static double Place(Study study, double value) => study.IsLogarithmic ? Math.Log10(value) : value;

    private static IEnumerable<XElement> Draw(ScorePicture picture, IReadOnlyList<(double X, SystemRow Row)> points, string name, int metric, int style)
    {
        if (points.Count == 0) yield break;
        yield return Tag("polyline", Class($"line s{style}"),
            Attribute("points", string.Join(' ', points.Select(point => $"{Coordinate(picture.X(point.X))},{Coordinate(picture.Y(point.Row.Metrics[metric].Mean!.Value))}"))));
        foreach (var (x, row) in points)
            foreach (var part in picture.Dot(x, row.Metrics[metric].Mean!.Value, row.Metrics[metric].Deviation ?? 0, style, $"{row.Name}: {name} {Fixed(row.Metrics[metric].Mean!.Value, 4)}"))
                yield return part;
        yield return SvgFile.Text(picture.X(points[^1].X) + 10, picture.Y(points[^1].Row.Metrics[metric].Mean!.Value) + 4, "start", name);
    }
}
