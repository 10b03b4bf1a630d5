using System.Xml.Linq;
using Aread.Data.Inspection;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.DataReport;

/// <summary>The samples of every domain as bars over a logarithmic axis, positives before them: the form of the paper's Figure 1.</summary>
internal sealed class DomainSizes(DatasetReport report)
{
    private const double Left = 84;
    private const double Right = 20;
    private const double Top = 44;
    private const double Plot = 300;
    private const double Widest = 1400;
    private const double LongestName = 130;

    /// <summary>Room that a name needs beside the next.</summary>
    private const double NameRoom = 14;

    private const string Style =
        "text{font:12px sans-serif;fill:#333}.name{font-size:10px}.grid{stroke:#ddd}.minor{fill:#f0b27a}.major{fill:#a9c4e6}.positive{fill:#2c5f9e}";

    private readonly double _step = Math.Clamp(Widest / report.Domains.Count, 3, 26);
    private readonly LogScale _scale = new(report.Domains.SelectMany(domain => new[] { domain.Samples, domain.Positives }));

    private double Width => Math.Max(520, Left + report.Domains.Count * _step + Right);

    private double Height => Top + Plot + (HasNames ? LongestName : 24) + 26;

    private bool HasNames => _step >= NameRoom;

    private string Title => $"{report.Name}: samples of {report.Domains.Count} domains";

    public byte[] Svg() => SvgFile.Write(Width, Height, Title, Style, Content());

    public XElement Figure() => Tag("figure", Tag("div", Class("scroll"),
        Tag("svg", Class("sizes"), Attribute("viewBox", $"0 0 {Coordinate(Width)} {Coordinate(Height)}"), Attribute("style", $"min-width:{Coordinate(Math.Min(Width, 900))}px"),
            Attribute("role", "img"), Attribute("aria-label", Title), Content())));

    private IEnumerable<XElement> Content()
    {
        foreach (var element in Legend()) yield return element;
        foreach (var tick in _scale.Ticks)
        {
            yield return Tag("line", Class("grid"), Attribute("x1", Left), Attribute("y1", Y(tick)), Attribute("x2", Width - Right), Attribute("y2", Y(tick)));
            yield return SvgFile.Text(Left - 8, Y(tick) + 4, "end", Count(tick));
        }
        foreach (var (i, domain) in report.Domains.OrderByDescending(domain => domain.Samples).Index())
            foreach (var element in Bar(Left + i * _step, domain)) yield return element;
        yield return SvgFile.Text(Left + report.Domains.Count * _step / 2, Height - 8, "middle", "domains, by samples");
        yield return Tag("g", Attribute("transform", $"translate(16 {Coordinate(Top + Plot / 2)}) rotate(-90)"), SvgFile.Text(0, 0, "middle", "samples"));
    }

    private IEnumerable<XElement> Bar(double x, DomainReport domain)
    {
        var wide = _step * 0.8;
        yield return Rectangle(domain.Minor ? "minor" : "major", x, wide, domain.Samples, $"{domain.Name}: {Count(domain.Samples)} samples, {Count(domain.Positives)} positive");
        yield return Rectangle("positive", x + wide * 0.25, wide * 0.5, domain.Positives, null);
        if (!HasNames) yield break;
        var (middle, under) = (Coordinate(x + wide / 2 + 4), Coordinate(Top + Plot + 8));
        yield return Tag("text", Class("name"), Attribute("text-anchor", "end"), Attribute("transform", $"translate({middle} {under}) rotate(-60)"), Short(domain.Name, 24));
    }

    private XElement Rectangle(string style, double x, double width, long count, string? title) => Tag("rect", Class(style), Attribute("x", x), Attribute("y", Y(count)),
        Attribute("width", width), Attribute("height", Top + Plot - Y(count)), title is null ? null : Tag("title", title));

    private IEnumerable<XElement> Legend()
    {
        var minor = report.Domains.Count(domain => domain.Minor);
        (string Style, string Text)[] entries =
        [
            ("major", $"samples, {report.Domains.Count - minor} domains"),
            ("minor", $"samples, {minor} minor {(minor == 1 ? "domain" : "domains")}"),
            ("positive", "of these positive"),
        ];
        var x = Left;
        foreach (var (style, text) in entries)
        {
            yield return Tag("rect", Class(style), Attribute("x", x), Attribute("y", 10), Attribute("width", 12), Attribute("height", 12));
            yield return SvgFile.Text(x + 17, 20, "start", text);
            x += 34 + 6.6 * text.Length;
        }
    }

    private double Y(double count) => Top + Plot * (1 - _scale.Fraction(count));
}
