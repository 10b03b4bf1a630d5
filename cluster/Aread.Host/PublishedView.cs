using Aread.Data.Published;
using Aread.Host.DataReport;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host;

/// <summary>An imported published data set beside what the paper says of it, and what was left out of it.</summary>
internal static class PublishedView
{
    public static void Write(ProgramEnvironment environment, PublishedSummary summary)
    {
        DatasetView.Write(environment, summary.Dataset, json: false);
        environment.Console.Write(DataReportTables.Comparison(summary.Figures, summary.Record.Paper).Drawn());
        if (summary.Record.Counts.Count > 0) environment.Console.Write(Counts("rows and values", summary.Record.Counts.Select(count => (count.Rule, count.Count))));
        var rejected = summary.Record.Rejected.SelectMany(file => file.Reasons.Select(reason => ($"{file.File}: {reason.Key}", reason.Value))).ToArray();
        if (rejected.Length > 0) environment.Console.Write(Counts("damaged rows", rejected));
        foreach (var row in summary.Record.Rejected.SelectMany(file => file.First)) environment.Console.WriteLine($"  {row.File}, line {row.Line}: {row.Reason} {row.Text}");
        if (summary.RejectedFile is { } file) environment.Console.WriteLine($"All damaged rows: {file}");
        foreach (var warning in summary.Warnings) Notice.Warning(environment, warning);
        TrainAdvice.Write(environment, summary.Dataset.Directory, summary.Record);
    }

    private static Table Counts(string what, IEnumerable<(string Rule, long Count)> counts)
    {
        var table = Tables.Create(what, "count");
        foreach (var (rule, count) in counts) table.AddText(rule, Figures.Count(count));
        return table;
    }
}
