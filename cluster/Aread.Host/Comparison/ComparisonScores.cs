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
                new Text(Figures.Count(system.Parameters)),
                new Text(system.Epochs.ToString("0.#")),
                new Text(Figures.Duration(TimeSpan.FromSeconds(system.Seconds))),
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
        environment.Console.WriteLine($"Results: {directory}");
    }

    /// <summary>Mean and standard deviation over seeds.</summary>
    public static string Spread(ScoreSpread spread) => spread.Deviation is { } deviation ? $"{Figures.Score(spread.Mean)} ±{deviation:0.0000}" : Figures.Score(spread.Mean);

    /// <summary>Whether AREAD differs from the best baseline; null where that was not tested.</summary>
    public static string? Significance(ComparisonTable table) => table.Significance is not { } test
        ? null
        : $"AREAD against {test.Against}, the baseline with the best DomainAUC: {Figures.Margin(test.Difference)}"
            + (test.P is { } p ? $", paired t-test over {table.Seeds.Count} seeds p = {p:0.000}." : ", the same with every seed.");

    private static Style Style(int rank) => rank switch
    {
        1 => new Style(decoration: Decoration.Bold),
        2 => new Style(decoration: Decoration.Underline),
        _ => Spectre.Console.Style.Plain,
    };
}
