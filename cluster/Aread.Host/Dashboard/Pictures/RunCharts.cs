using System.Xml.Linq;
using Aread.Host.Api;
using Aread.Host.Report;

namespace Aread.Host.Dashboard.Pictures;

/// <summary>How a run has gone, as charts.</summary>
internal static class RunCharts
{
    private const int MarksShown = 60;

    public static IEnumerable<XElement> Draw(RunCurves curves)
    {
        if (curves.Loss.Count > 0)
        {
            yield return new LineChart("Training loss", "training steps", "loss (nats per sample)", [Line("loss", curves.Loss.Select(point => ((double)point.Step, (double?)point.Loss)))])
            {
                XFrom = 0,
                Marks = curves.Searches.Count > MarksShown ? [] : [.. curves.Searches.Select(step => (double)step)],
                Note = curves.Searches.Count is 0 or > MarksShown ? null : "Upright lines: mask searches.",
            }.Render();
        }
        ChartSeries[] scores = [Scores("DomainAUC", curves, epoch => epoch.DomainAuc), Scores("AUC", curves, epoch => epoch.Auc)];
        if (scores.Any(series => series.Points.Count > 0))
            yield return new LineChart("Validation", "epoch", "area under the curve", [.. scores.Where(series => series.Points.Count > 0)]).Render();
        var speed = Line("samples/s", curves.Loss.Select(point => ((double)point.Step, point.SamplesPerSecond)));
        if (speed.Points.Count > 0) yield return new LineChart("Speed", "training steps", "samples per second", [speed]) { XFrom = 0, YRange = (0, 0) }.Render();
    }

    private static ChartSeries Scores(string name, RunCurves curves, Func<EpochPoint, double?> value) => new(
        name, [.. curves.Epochs.Where(epoch => value(epoch) is not null).Select(epoch => ((double)epoch.Epoch, value(epoch)!.Value))], Markers: true);

    private static ChartSeries Line(string name, IEnumerable<(double X, double? Y)> points) =>
        new(name, TrainingCharts.Thin([.. points.Where(point => point.Y is { } value && double.IsFinite(value)).Select(point => (point.X, point.Y!.Value))]));
}
