using System.Text;
using System.Xml.Linq;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>A picture as an SVG file that stands alone.</summary>
internal static class SvgFile
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="title">For those who cannot see it.</param>
    /// <param name="style">CSS of its classes.</param>
    public static byte[] Write(double width, double height, string title, string style, params object?[] content)
    {
        var svg = Tag("svg", Attribute("viewBox", $"0 0 {Coordinate(width)} {Coordinate(height)}"), Attribute("role", "img"), Attribute("aria-label", title),
            Tag("style", style), Tag("rect", Attribute("width", width), Attribute("height", height), Attribute("fill", "#fff")), content);
        foreach (var element in svg.DescendantsAndSelf()) element.Name = Svg + element.Name.LocalName;
        Clean(svg);
        return Encoding.UTF8.GetBytes(new XDocument(svg).ToString());
    }

    public static XElement Text(double x, double y, string anchor, string text) => Tag("text", Attribute("x", x), Attribute("y", y), Attribute("text-anchor", anchor), text);
}
