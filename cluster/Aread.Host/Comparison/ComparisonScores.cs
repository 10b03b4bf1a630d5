using Aread.Comparison;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Comparison;

/// <summary>The comparison's table in the terminal, and what its figures say.</summary>
internal static class ComparisonScores
{
    /// <summary>The best of each metric in bold, the second underlined; deviations stand below means, so that a terminal of 80 columns holds it.</summary>
    public static Table Draw(ComparisonTable table)
    {
        var drawn = Tables.Create("system", [.. ComparisonTable.Metrics, "parameters", "epochs", "time"]);
        foreach (var column in drawn.Columns) column.Padding(0, 1).NoWrap();
        foreach (var system in table.Systems)
            drawn.AddRow(
            [
                new Text(system.Name),
                .. system.Metrics.Select((spread, metric) => new Text(Spread(spread).Replace(' ', '\n'), Style(table.Rank(system, metric)))),
                .. Costs(system).Select(figure => new Text(figure)),
            ]);
        return drawn;
    }

    /// <summary>The table for people, or the document for programs.</summary>
    public static void Show(ProgramEnvironment environment, ComparisonTable table, string directory, bool json)
    {
        if (json)
        {
            JsonOutput.WriteDocument(environment.Output, table);
            return;
        }
        environment.Console.Write(Draw(table));
        if (Significance(table) is { } sentence) environment.Console.WriteLine(sentence);
        foreach (var warning in Divergences(table)) Notice.Warning(environment, warning);
        environment.Console.WriteLine($"Results: {directory}");
    }

    /// <summary>Mean and standard deviation over seeds.</summary>
    public static string Spread(ScoreSpread spread) => spread.Deviation is { } deviation ? $"{Figures.Score(spread.Mean)} ±{deviation:0.0000}" : Figures.Score(spread.Mean);

    /// <summary>Parameters, epochs and time.</summary>
    public static string[] Costs(SystemRow system) => system.HasEnded
        ? [Figures.Count(system.Parameters), system.Epochs.ToString("0.#"), Figures.Duration(TimeSpan.FromSeconds(system.Seconds))]
        : ["", "", ""];

    /// <summary>A sentence for each training that has no scores; its system has none in the table either, and is no baseline to test against.</summary>
    public static IEnumerable<string> Divergences(ComparisonTable table) =>
        table.Systems.SelectMany(system => system.Diverged.Select(training => $"{system.Name} with seed {training.Seed} has no scores. {training.Reason}"));

    /// <summary>Whether AREAD differs from the best baseline; null where that was not tested.</summary>
    public static string? Significance(ComparisonTable table) => table.Significance is not { } test
        ? null
        : $"AREAD against {test.Against}, the baseline with the best DomainAUC: {Figures.Margin(test.Difference)}"
            + (test.P is { } p ? $", paired t-test over {table.Seeds.Count} seeds p {(p < 0.0005 ? "< 0.001" : $"= {p:0.000}")}." : ", the same with every seed.");

    private static Style Style(int rank) => rank switch
    {
        1 => new Style(decoration: Decoration.Bold),
        2 => new Style(decoration: Decoration.Underline),
        _ => Spectre.Console.Style.Plain,
    };
}
