using System.Xml.Linq;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>A page in one file, without scripts, that asks nothing of any network.</summary>
internal static class ReportPage
{
    /// <param name="title">What stands in the browser's tab.</param>
    public static string Document(string title, params object?[] body) => Html.Document(Tag("html", Attribute("lang", "en"),
        Tag("head",
            Tag("meta", Attribute("charset", "utf-8")),
            Tag("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
            Tag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
            Tag("title", title),
            Tag("style", Style())),
        Tag("body", body)));

    private static string Style()
    {
        using var resource = typeof(ReportPage).Assembly.GetManifestResourceStream("Aread.Host.Report.report.css")!;
        return new StreamReader(resource).ReadToEnd();
    }
}
