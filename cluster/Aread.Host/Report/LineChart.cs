using System.Xml.Linq;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>Lines over a common axis, as inline SVG. Series differ in colour, dash and marker, so that they can be told apart without colour.</summary>
internal sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series)
{
    private const double Width = 480;
    private const double Height = 270;
    private const double Left = 76;
    private const double Right = 24;
    private const double Top = 12;
    private const double Bottom = 46;

    /// <summary>Where the X axis begins, at the latest. It counts something: its ticks are whole numbers.</summary>
    public double XFrom { get; init; } = double.PositiveInfinity;

    /// <summary>Moments drawn as upright lines.</summary>
    public IReadOnlyList<double> Marks { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>Values that Y shows in any case.</summary>
    public (double Least, double Most)? YRange { get; init; }

    public XElement Render()
    {
        var xs = Series.SelectMany(series => series.Points).Select(point => point.X).Concat(Marks).ToArray();
        var ys = Series.SelectMany(series => series.Points.Select(point => point.Y).Concat(series.Band?.SelectMany(point => new[] { point.Low, point.High }) ?? [])).ToList();
        if (YRange is { } range) ys.AddRange([range.Least, range.Most]);
        var x = new Axis(Math.Min(xs.Min(), XFrom), xs.Max(), 5, whole: true);
        var y = new Axis(ys.Min(), ys.Max(), 6);
        var svg = Tag("svg", Class("chart"), Attribute("viewBox", $"0 0 {Width} {Height}"), Attribute("role", "img"), Attribute("aria-label", $"{Title}: {YLabel} over {XLabel}"),
            Grid(x, y), Marks.Select(mark => Line("mark", X(x, mark), Top, X(x, mark), Height - Bottom)), Series.Select((series, i) => Draw(series, i, x, y)));
        return Tag("figure", Tag("figcaption", Tag("strong", Title), Legend(), Note is null ? null : Tag("span", Class("note"), Note)), svg);
    }

    private static double X(Axis axis, double value) => Left + axis.Fraction(value) * (Width - Left - Right);

    private static double Y(Axis axis, double value) => Height - Bottom - axis.Fraction(value) * (Height - Top - Bottom);

    private static XElement Line(string style, double x1, double y1, double x2, double y2) =>
        Tag("line", Class(style), Attribute("x1", x1), Attribute("y1", y1), Attribute("x2", x2), Attribute("y2", y2));

    private static XElement Text(double x, double y, string anchor, string text) =>
        Tag("text", Attribute("x", x), Attribute("y", y), Attribute("text-anchor", anchor), text);

    private XElement? Legend() => Series.Count < 2 ? null : Tag("span", Class("legend"), Series.Select((series, i) =>
        Tag("span", Tag("svg", Attribute("viewBox", "0 0 28 10"), Class("key"), Line($"line s{i}", 0, 5, 28, 5), series.Markers ? Marker(14, 5, i) : null), series.Name)));

    private IEnumerable<XElement> Grid(Axis x, Axis y)
    {
        foreach (var (value, label) in y.Ticks())
        {
            yield return Line("grid", Left, Y(y, value), Width - Right, Y(y, value));
            yield return Text(Left - 6, Y(y, value) + 4, "end", label);
        }
        foreach (var (value, label) in x.Ticks())
        {
            yield return Line("grid", X(x, value), Height - Bottom, X(x, value), Height - Bottom + 4);
            yield return Text(X(x, value), Height - Bottom + 18, "middle", label);
        }
        yield return Text((Left + Width - Right) / 2, Height - 8, "middle", XLabel);
        var middle = (Top + Height - Bottom) / 2;
        yield return Tag("g", Attribute("transform", $"translate(14 {Coordinate(middle)}) rotate(-90)"), Text(0, 0, "middle", YLabel));
    }

    private static IEnumerable<XElement> Draw(ChartSeries series, int style, Axis x, Axis y)
    {
        if (series.Band is { Count: > 1 } band)
        {
            var upper = band.Select(point => $"{Coordinate(X(x, point.X))},{Coordinate(Y(y, point.High))}");
            var lower = band.Reverse().Select(point => $"{Coordinate(X(x, point.X))},{Coordinate(Y(y, point.Low))}");
            yield return Tag("polygon", Class($"band s{style}"), Attribute("points", string.Join(' ', upper.Concat(lower))));
        }
        yield return Tag("polyline", Class($"line s{style}"),
            Attribute("points", string.Join(' ', series.Points.Select(point => $"{Coordinate(X(x, point.X))},{Coordinate(Y(y, point.Y))}"))));
        if (!series.Markers && series.Points.Count > 1) yield break;
        foreach (var (pointX, pointY) in series.Points)
            yield return Tag("g", Marker(X(x, pointX), Y(y, pointY), style), Tag("title", $"{series.Name}: {Fixed(pointY, 4)} at {Count((long)pointX)}"));
    }

    private static XElement Marker(double x, double y, int style) => style switch
    {
        0 => Tag("circle", Class("dot s0"), Attribute("cx", x), Attribute("cy", y), Attribute("r", 3.5)),
        1 => Tag("rect", Class("dot s1"), Attribute("x", x - 3), Attribute("y", y - 3), Attribute("width", 6), Attribute("height", 6)),
        _ => Tag("path", Class($"dot s{style}"), Attribute("d", $"M{Coordinate(x)} {Coordinate(y - 4)}l4 7h-8z")),
    };
}
