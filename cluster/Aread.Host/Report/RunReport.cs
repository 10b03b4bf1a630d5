using System.Text;
using System.Xml.Linq;
using Aread.Distributed.Runs;
using Aread.Distributed.Storage;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>The page about a run: <c>report.html</c>, one file without scripts that asks nothing of any network.</summary>
public static class RunReport
{
    /// <summary>Draws the page from what the run has written so far; a run that goes on can be drawn again.</summary>
    /// <param name="compared">A run on the same data to put beside it, for example the base recommender.</param>
    /// <returns>Path of the page.</returns>
    /// <exception cref="AreadException">A file of the run is damaged, or the page cannot be written.</exception>
    public static string Write(RunDirectory run, RunDirectory? compared = null)
    {
        PendingFile.Replace(run.ReportPath, Encoding.UTF8.GetBytes(Document(Page(ReportData.Load(run, compared)))));
        return run.ReportPath;
    }

    private static XElement Page(ReportData data) => Tag("html", Attribute("lang", "en"),
        Tag("head",
            Tag("meta", Attribute("charset", "utf-8")),
            Tag("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
            Tag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
            Tag("title", $"{data.Run.Name} \u2013 AREAD run"),
            Tag("style", Style())),
        Tag("body",
            Overview.Render(data),
            MetricsTable.Render(data),
            TrainingCharts.Render(data),
            DomainTable.Render(data),
            MaskCards.Render(data),
            OverlapMaps.Render(data)));

    private static string Style()
    {
        using var resource = typeof(RunReport).Assembly.GetManifestResourceStream("Aread.Host.Report.report.css")!;
        return new StreamReader(resource).ReadToEnd();
    }
}
