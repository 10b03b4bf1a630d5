using System.Xml.Linq;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>One row per domain. Long tables begin with their ends, the largest and the smallest domains.</summary>
internal static class DomainTable
{
    private const int Shown = 40;
    private const int AtEachEnd = 10;
    private const string Undefined = "one class";

    public static XElement? Render(ReportData data)
    {
        if (data.Domains.Count == 0) return null;
        var all = Table(data, data.Domains);
        var intro = Tag("p", Class("note"), $"By train samples, most first. Samples, positives, AUC and log loss (nats) are those of the {data.Metrics?.Split ?? "evaluated"} split.");
        if (data.Domains.Count <= Shown) return Section("Domains", intro, all);
        var ends = data.Domains.Take(AtEachEnd).Concat(data.Domains.TakeLast(AtEachEnd)).ToArray();
        return Section("Domains", intro, Tag("p", Class("note"), $"The {AtEachEnd} largest and the {AtEachEnd} smallest of {data.Domains.Count}:"), Table(data, ends),
            Tag("details", Tag("summary", $"All {data.Domains.Count} domains"), all));
    }

    private static XElement Table(ReportData data, IReadOnlyList<DomainRow> rows)
    {
        var columns = Columns(data).ToArray();
        return Tag("div", Class("scroll"), Tag("table",
            Tag("thead", Tag("tr", Tag("th", "Domain"), columns.Select(column => Tag("th", Class("number"), column.Name)))),
            Tag("tbody", rows.Select(row => Tag("tr", Tag("th", row.Name), columns.Select(column => Cell(column.Text(row))))))));
    }

    private static XElement Cell(string? text) => text switch
    {
        null => Tag("td", Class("number missing"), "\u2013"),
        Undefined => Tag("td", Class("number missing"), Undefined),
        _ => Tag("td", Class("number"), text),
    };

    private static IEnumerable<(string Name, Func<DomainRow, string?> Text)> Columns(ReportData data)
    {
        if (data.Shape is not null) yield return ("Train samples", row => row.Found is null ? null : Count(row.Found.TrainSamples));
        if (data.Metrics is not null)
        {
            yield return ("AUC", row => row.Scores is null || row.Scores.Samples == 0 ? null : row.Scores.Auc is { } auc ? Fixed(auc, 4) : Undefined);
            if (data.BaseMetrics is not null)
                yield return ($"against {data.BaseName}", row => row.Scores?.Auc is { } auc && row.Base?.Auc is { } other ? Signed(auc - other, 4) : null);
            yield return ("Log loss", row => row.Scores?.LogLoss is { } loss ? Fixed(loss, 4) : null);
            yield return ("Samples", row => row.Scores is null ? null : Count(row.Scores.Samples));
            yield return ("Positives", row => row.Scores is null ? null : Count(row.Scores.Positives));
        }
        if (data.Shape is null) yield break;
        yield return ("Mask edges", row => row.Mask is null ? null : Count(row.Mask.Edges));
        yield return ("Density", row => row.Mask is null ? null : $"{Fixed(100 * row.Mask.Density, 0)} %");
        yield return ("Augmented", row => row.Found is null ? null : Count(row.Found.AugmentedSamples));
    }
}
