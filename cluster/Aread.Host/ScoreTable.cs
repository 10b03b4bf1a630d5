using Aread.Evaluation;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host;

/// <summary>Scores as tables.</summary>
internal static class ScoreTable
{
    private static readonly string[] Headings = ["DomainAUC", "AUC", "Major5", "Minor10", "Minor5", "log loss"];

    /// <summary>A row per system.</summary>
    public static Table Compare(params IEnumerable<(string System, EvaluationReport Report)> systems)
    {
        var table = Tables.Create("", Headings);
        foreach (var (system, report) in systems) table.AddText([system, .. Values(report).Select(Figures.Score)]);
        return table;
    }

    /// <summary>What the second system has over the first, whichever the sign. A smaller log loss is better.</summary>
    public static IEnumerable<string> Margins(EvaluationReport first, EvaluationReport second) =>
        Values(first).Zip(Values(second), (a, b) => Figures.Margin(b - a));

    /// <summary>The largest domains first.</summary>
    public static Table Domains(EvaluationReport report, int limit)
    {
        var table = Tables.Create("domain", "samples", "positives", "AUC", "log loss");
        foreach (var domain in report.Domains.OrderByDescending(domain => domain.Samples).Take(limit))
            table.AddText(domain.Name, Figures.Count(domain.Samples), Figures.Count(domain.Positives), Figures.Score(domain.Auc), Figures.Score(domain.LogLoss));
        return table;
    }

    private static double?[] Values(EvaluationReport report) =>
        [report.DomainAuc, report.Auc, report.Major5Auc, report.Minor10Auc, report.Minor5Auc, report.LogLoss];
}
