using System.Globalization;
using Aread.Host.Progress;
using Aread.Tuning;
using Spectre.Console;

namespace Aread.Host.Tuning;

/// <summary>The table of a grid in the terminal, and what its cells say.</summary>
internal static class TuningScores
{
    public static IReadOnlyList<string> Headings { get; } = ["learning rate", "batch size", "epochs", "valid DomainAUC", "dropped at epoch", "time"];

    public static IReadOnlyList<string> Cells(TuningRow row) =>
    [
        Rate(row.LearningRate),
        row.BatchSize.ToString(CultureInfo.InvariantCulture),
        row.Epochs.ToString(CultureInfo.InvariantCulture),
        row.Diverged ? "diverged" : Figures.Score(row.BestValid),
        row.DroppedAt?.ToString(CultureInfo.InvariantCulture) ?? "best",
        Figures.Duration(TimeSpan.FromSeconds(row.Seconds)),
    ];

    public static string Rate(double rate) => rate.ToString(CultureInfo.InvariantCulture);

    /// <summary>The arguments that give a run this setting.</summary>
    public static string Arguments(TuningRow row) => $"--set Training:LearningRate={Rate(row.LearningRate)} --set Training:BatchSize={row.BatchSize.ToString(CultureInfo.InvariantCulture)}";

    public static string Test(TuningTable table) => $"DomainAUC {Figures.Score(table.Test.DomainAuc)}, AUC {Figures.Score(table.Test.Auc)}, log loss {Figures.Score(table.Test.LogLoss)}";

    /// <summary>The table for people, or the document for programs.</summary>
    public static void Show(ProgramEnvironment environment, TuningTable table, string directory, bool json)
    {
        if (json)
        {
            JsonOutput.WriteDocument(environment.Output, table);
            return;
        }
        var drawn = Tables.Create(Headings[0], [.. Headings.Skip(1)]);
        foreach (var row in table.Settings)
            drawn.AddRow(Cells(row).Select(cell => new Text(cell, new Style(decoration: row == table.Best ? Decoration.Bold : Decoration.None))));
        environment.Console.Write(drawn);
        environment.Console.WriteLine($"Best:    {Arguments(table.Best)}");
        environment.Console.WriteLine($"Test:    {Test(table)}");
        environment.Console.WriteLine($"Results: {directory}");
    }
}
