using System.Xml.Linq;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.Comparison;

/// <summary>Axes for scores, as an SVG file that stands alone.</summary>
internal sealed class ScorePicture(Axis x, Axis y)
{
    private const double Width = 760;
    private const double Height = 460;
    private const double Left = 84;
    private const double Right = 110;
    private const double Top = 20;
    private const double Bottom = 52;

    private const string Style =
        "text{font:12px sans-serif;fill:#333}.grid{stroke:#ddd}.spread{stroke:#888}.s0{fill:#c0392b}.s1{fill:#4a6fa5}"
        + ".line{fill:none;stroke-width:1.5}.line.s0{stroke:#c0392b}.line.s1{stroke:#4a6fa5;stroke-dasharray:5 3}";

    public double X(double value) => Left + x.Fraction(value) * (Width - Left - Right);

    public double Y(double value) => Height - Bottom - y.Fraction(value) * (Height - Top - Bottom);

    /// <param name="xTicks">Values that the X axis names, and how.</param>
    /// <param name="content">What is drawn between the axes.</param>
    public byte[] Write(string title, string xLabel, string yLabel, IEnumerable<(double Value, string Label)> xTicks, IEnumerable<XElement> content)
    {
        return SvgFile.Write(Width, Height, title, Style, Grid(xLabel, yLabel, xTicks), content);
    }

    /// <summary>A dot, with an upright line for the standard deviation.</summary>
    public IEnumerable<XElement> Dot(double at, double mean, double deviation, int style, string title)
    {
        if (deviation > 0) yield return Line("spread", X(at), Y(mean - deviation), X(at), Y(mean + deviation));
        yield return Tag("circle", Class($"s{style}"), Attribute("cx", X(at)), Attribute("cy", Y(mean)), Attribute("r", 5), Tag("title", title));
    }

    private IEnumerable<XElement> Grid(string xLabel, string yLabel, IEnumerable<(double Value, string Label)> xTicks)
    {
        foreach (var (value, label) in y.Ticks())
        {
            yield return Line("grid", Left, Y(value), Width - Right, Y(value));
            yield return SvgFile.Text(Left - 8, Y(value) + 4, "end", label);
        }
        foreach (var (value, label) in xTicks)
        {
            yield return Line("grid", X(value), Top, X(value), Height - Bottom);
            yield return SvgFile.Text(X(value), Height - Bottom + 18, "middle", label);
        }
        yield return SvgFile.Text((Left + Width - Right) / 2, Height - 10, "middle", xLabel);
        yield return Tag("g", Attribute("transform", $"translate(16 {Coordinate((Top + Height - Bottom) / 2)}) rotate(-90)"), SvgFile.Text(0, 0, "middle", yLabel));
    }

    private static XElement Line(string style, double x1, double y1, double x2, double y2) =>
        Tag("line", Class(style), Attribute("x1", x1), Attribute("y1", y1), Attribute("x2", x2), Attribute("y2", y2));
}
