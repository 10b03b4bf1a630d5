using System.Xml.Linq;
using Aread.Evaluation;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>The metrics over all domains, beside those of the run compared with.</summary>
internal static class MetricsTable
{
    private static readonly (string Name, Func<EvaluationReport, double?> Value)[] Rows =
    [
        ("DomainAUC", report => report.DomainAuc),
        ("AUC over all samples", report => report.Auc),
        ("Major5AUC", report => report.Major5Auc),
        ("Minor10AUC", report => report.Minor10Auc),
        ("Minor5AUC", report => report.Minor5Auc),
        ("Log loss (nats)", report => report.LogLoss),
    ];

    public static XElement Render(ReportData data)
    {
        if (data.Metrics is not { } metrics) return Section("Metrics", Tag("p", "Nothing was evaluated yet."));
        var compared = data.BaseMetrics;
        return Section(metrics.Split == "test" ? "Test metrics" : "Metrics of the best validation (not tested yet)",
            Tag("div", Class("scroll"), Tag("table",
                Tag("thead", Tag("tr", Tag("th", "Metric"), Tag("th", Class("number"), data.Run.Name),
                    compared is null ? null : new[] { Tag("th", Class("number"), data.BaseName), Tag("th", Class("number"), "Difference") })),
                Tag("tbody", Rows.Select(row => Row(row.Name, row.Value(metrics), compared is null ? null : (row.Value(compared), true)))))),
            data.BaseName is not null && compared is null ? Tag("p", Class("note"), $"Run {data.BaseName} has no metrics of this split.") : null,
            Tag("p", Class("note"), "DomainAUC is the mean of the domains' AUC weighted by their samples. Major5, Minor10 and Minor5 are the same over the 5 domains with the most, ",
                "the 10 and the 5 with the fewest train samples."),
            Undefined(metrics));
    }

    private static XElement Row(string name, double? value, (double? Value, bool)? compared) => Tag("tr", Tag("th", name), Tag("td", Class("number"), Text(value)),
        compared is not { } other ? null : new[] { Tag("td", Class("number"), Text(other.Value)), Tag("td", Class("number"), value is null || other.Value is null ? "" : Signed(value.Value - other.Value.Value, 4)) });

    private static string Text(double? value) => value is null ? "undefined" : Fixed(value.Value, 4);

    private static XElement? Undefined(EvaluationReport metrics) => metrics.UndefinedDomains.Count == 0 ? null : Tag("p", Class("note"),
        $"{metrics.UndefinedDomains.Count} of {metrics.Domains.Count} domains have samples of one class only in this split, so no AUC; the means leave them out.");
}
