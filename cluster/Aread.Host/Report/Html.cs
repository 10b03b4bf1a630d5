using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Aread.Host.Report;

/// <summary>Elements of a page, built as XML so that they are escaped and closed, and written as HTML that is XML too.</summary>
internal static class Html
{
    private static readonly HashSet<string> Void = ["meta", "br"];

    public static XElement Tag(string name, params object?[] content) => new(name, content);

    public static XAttribute Class(string name) => new("class", name);

    public static XAttribute Attribute(string name, double value) => new(name, Coordinate(value));

    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <summary>For positions: two digits are a fiftieth of a pixel.</summary>
    public static string Coordinate(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Fixed(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    public static string Signed(double value, int digits) => value.ToString($"+0.{new string('0', digits)};\u22120.{new string('0', digits)}", CultureInfo.InvariantCulture);

    /// <summary>At most so many letters.</summary>
    public static string Short(string name, int letters) => name.Length <= letters ? name : $"{name.AsSpan(0, letters - 1)}\u2026";

    public static XElement Section(string title, params object?[] content) => Tag("section", Tag("h2", title), content);

    public static string Document(XElement html) => $"<!DOCTYPE html>\n{Fragment(html)}\n";

    /// <summary>A part of a page.</summary>
    public static string Fragment(XElement html)
    {
        foreach (var element in html.DescendantsAndSelf())
            if (element.IsEmpty && !Void.Contains(element.Name.LocalName)) element.Value = "";
        Clean(html);
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = false, NewLineHandling = NewLineHandling.None };
        var output = new StringBuilder();
        using (var writer = XmlWriter.Create(output, settings)) html.WriteTo(writer);
        return output.ToString();
    }

    /// <summary>Replaces characters that cannot stand in XML, in all texts and attributes.</summary>
    public static void Clean(XElement root)
    {
        foreach (var attribute in root.DescendantsAndSelf().Attributes()) attribute.Value = Clean(attribute.Value);
        foreach (var text in root.DescendantNodes().OfType<XText>()) text.Value = Clean(text.Value);
    }

    private static string Clean(string text) =>
        text.EnumerateRunes().All(IsAllowed) ? text : string.Concat(text.EnumerateRunes().Select(rune => IsAllowed(rune) ? rune.ToString() : "\uFFFD"));

    private static bool IsAllowed(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);
}
