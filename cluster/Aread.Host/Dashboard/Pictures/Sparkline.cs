using System.Xml.Linq;
using static Aread.Host.Report.Html;

namespace Aread.Host.Dashboard.Pictures;

/// <summary>A few values as a line in a row of text.</summary>
internal static class Sparkline
{
    private const double Width = 84, Height = 20, Margin = 2.5;

    /// <returns>Null if there is nothing to draw a line of.</returns>
    public static XElement? Draw(IReadOnlyList<double?> values, string title)
    {
        var points = values.Select((value, index) => (X: index, Y: value)).Where(point => point.Y is not null).Select(point => (point.X, Y: point.Y!.Value)).ToArray();
        if (points.Length < 2) return null;
        var (least, most) = (points.Min(point => point.Y), points.Max(point => point.Y));
        double X(int index) => Margin + index * (Width - 2 * Margin) / (values.Count - 1);
        double Y(double value) => most > least ? Height - Margin - (value - least) / (most - least) * (Height - 2 * Margin) : Height / 2;
        return Tag("svg", Class("spark"), Attribute("viewBox", $"0 0 {Width} {Height}"), Attribute("role", "img"), Attribute("aria-label", title),
            Tag("polyline", Class("line s0"), Attribute("points", string.Join(' ', points.Select(point => $"{Coordinate(X(point.X))},{Coordinate(Y(point.Y))}")))),
            Tag("circle", Class("dot s0"), Attribute("cx", X(points[^1].X)), Attribute("cy", Y(points[^1].Y)), Attribute("r", Margin)));
    }
}
