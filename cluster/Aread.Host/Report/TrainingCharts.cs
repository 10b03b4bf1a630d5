using System.Xml.Linq;
using Aread.Hemp;
using Aread.Training;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>How training went: loss, validation, and the size of the masks from search to search.</summary>
internal static class TrainingCharts
{
    private const int MaximumPoints = 240;

    public static XElement? Render(ReportData data)
    {
        XElement?[] charts = [Loss(data), Validation(data), MaskSizes(data)];
        return charts.All(chart => chart is null) ? null : Section("Training", Tag("div", Class("charts"), charts));
    }

    private static XElement? Loss(ReportData data)
    {
        var points = data.History.OfType<StepsTaken>().Where(interval => double.IsFinite(interval.Loss)).Select(interval => ((double)interval.Step, interval.Loss)).ToArray();
        if (points.Length == 0) return null;
        var searches = data.History.OfType<PhaseStarted>().Where(phase => phase.Phase == RunPhase.MaskSearch).Select(phase => (double)phase.Step).Distinct().ToArray();
        return new LineChart("Training loss", "training steps", "loss (nats per sample)", [new ChartSeries("loss", Thin(points))])
        {
            XFrom = 0,
            Marks = searches.Length > 60 ? [] : searches,
            Note = searches.Length is 0 or > 60 ? null : "Upright lines: mask searches.",
        }.Render();
    }

    private static XElement? Validation(ReportData data)
    {
        ChartSeries[] all =
        [
            Scores("DomainAUC", data.History, evaluated => evaluated.Report.DomainAuc),
            Scores("AUC", data.History, evaluated => evaluated.Report.Auc),
            Scores($"DomainAUC of {data.BaseName}", data.BaseHistory, evaluated => evaluated.Report.DomainAuc),
        ];
        var series = all.Where(line => line.Points.Count > 0).ToArray();
        return series.Length == 0 ? null : new LineChart("Validation", "epoch", "area under the curve", series).Render();
    }

    private static ChartSeries Scores(string name, IEnumerable<RunEvent> history, Func<EpochEvaluated, double?> value) => new(name,
        [.. history.OfType<EpochEvaluated>().Where(evaluated => evaluated.Report.Split == "valid" && value(evaluated) is not null)
            .GroupBy(evaluated => evaluated.Epoch).OrderBy(epoch => epoch.Key).Select(epoch => ((double)epoch.Key, value(epoch.Last())!.Value))],
        Markers: true);

    private static XElement? MaskSizes(ReportData data)
    {
        MaskSearchReport[] searches = [.. data.Domains.SelectMany(domain => domain.Found?.History ?? [])
            .Where(search => search.Winner >= 0 && search.Winner < search.Candidates.Count)];
        var rounds = searches.GroupBy(search => search.Round, search => search.Edges).OrderBy(round => round.Key)
            .Select(round => (X: (double)round.Key, Edges: round.Order().ToArray())).ToArray();
        if (rounds.Length == 0) return null;
        return new LineChart("Mask search", "search round", "edges kept (count)",
        [
            new ChartSeries("median of domains", [.. rounds.Select(round => (round.X, (double)round.Edges[round.Edges.Length / 2]))], Markers: true,
                [.. rounds.Select(round => (round.X, (double)round.Edges[0], (double)round.Edges[^1]))]),
        ])
        {
            YRange = (0, data.Shape!.Edges),
            Note = $"Median over domains; shaded: from the smallest to the largest mask. All edges: {data.Shape.Edges}.{Dropped(searches)}",
        }.Render();
    }

    private static string Dropped(MaskSearchReport[] searches)
    {
        var dropped = searches.Sum(search => search.Dropped);
        return dropped == 0 ? "" : $" Of {searches.Sum(search => search.Candidates.Count)} candidates {dropped} were dropped before the scoring (Hemp:Halving).";
    }

    /// <summary>As many points as can be told apart.</summary>
    public static (double X, double Y)[] Thin((double X, double Y)[] points)
    {
        var size = (points.Length + MaximumPoints - 1) / MaximumPoints;
        return [.. points.Chunk(size).Select(chunk => (chunk[^1].X, chunk.Average(point => point.Y)))];
    }
}
