using Aread.Data.Inspection;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.DataReport;

/// <summary>The report on a terminal.</summary>
/// <param name="limit">Domains and pairs listed at most.</param>
internal sealed class DataReportView(ProgramEnvironment environment, int limit)
{
    private const int BarWidth = 30;

    private IAnsiConsole Console => environment.Console;

    public void Write(DatasetReport report)
    {
        Console.WriteLine($"{report.Name}: {report.Domains.Count} domains, {report.Fields.Count} fields");
        Write(DataReportTables.Splits(report));
        if (report is { Published.Paper: var paper, Figures: { } figures }) Write(DataReportTables.Comparison(figures, paper));
        Write(DataReportTables.Fields(report));
        WriteDomains(report);
        foreach (var shared in report.Shared)
        {
            Console.WriteLine(DataReportTables.Sharing(shared, DataReportTables.RoleOf(report, shared)));
            if (shared.Pairs.Count > 0) Write(DataReportTables.Pairs(shared, limit));
        }
        if (report.Import is { Rows: not null } import)
        {
            Write(DataReportTables.Rows(import, report.Published));
            foreach (var note in DataReportTables.Notes(import)) Console.WriteLine(TerminalText.Of(note));
        }
        Console.WriteLine();
        foreach (var check in report.Checks) Console.WriteLine(TerminalText.Of($"{check.Outcome.ToString().ToLowerInvariant(),-8}{check.Name}. {check.Finding}"));
        if (report.Published is not { Augmentation: not null } published) return;
        Console.WriteLine();
        TrainAdvice.Write(environment, report.Directory, published);
    }

    /// <summary>Bars are as long as the logarithm of the samples.</summary>
    private void WriteDomains(DatasetReport report)
    {
        var table = Tables.Create("domain", "samples", "positives", "minor", "");
        table.Columns[^1].Alignment = Justify.Left;
        var scale = new LogScale(report.Domains.Select(domain => domain.Samples));
        var mark = Console.Profile.Capabilities.Unicode ? '█' : '#';
        foreach (var domain in report.Domains.OrderByDescending(domain => domain.Samples).Take(limit))
            table.AddText(domain.Name, Figures.Count(domain.Samples), Figures.Count(domain.Positives), domain.Minor ? "minor" : "",
                new string(mark, (int)Math.Round(BarWidth * scale.Fraction(domain.Samples))));
        Console.Write(table);
        if (report.Domains.Count - limit is > 0 and var more) Console.WriteLine($"{more} more {(more == 1 ? "domain" : "domains")}: --limit {report.Domains.Count}");
        Console.WriteLine($"Bars: {Figures.Count(scale.Ticks.First())} to {Figures.Count(scale.Ticks.Last())} samples, logarithmic. {report.Domains.Count(domain => domain.Minor)} domains are minor by {(report.Published?.Augmentation is null ? "the default of Augmentation:MinorShare" : "the share that the authors use for these data")}.");
    }

    private void Write(DataTable table) => Console.Write(table.Drawn());
}
