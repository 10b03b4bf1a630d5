using System.Text;
using Aread.Distributed.Runs;
using Aread.Distributed.Storage;

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
        PendingFile.Replace(run.ReportPath, Encoding.UTF8.GetBytes(Page(ReportData.Load(run, compared))));
        return run.ReportPath;
    }

    private static string Page(ReportData data) => ReportPage.Document($"{data.Run.Name} \u2013 AREAD run",
        Overview.Render(data),
        MetricsTable.Render(data),
        TrainingCharts.Render(data),
        DomainTable.Render(data),
        MaskCards.Render(data),
        OverlapMaps.Render(data));
}
