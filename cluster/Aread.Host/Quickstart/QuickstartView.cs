using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Quickstart;

/// <summary>Prints a <see cref="QuickstartResult"/>.</summary>
internal static class QuickstartView
{
    public static void Write(IAnsiConsole console, QuickstartResult result)
    {
        console.WriteLine();
        console.WriteLine("Test scores. The oracle knows the true probabilities.");
        console.Write(Scores(result));
        console.WriteLine("What the masks have in common, by the clusters the data were made with:");
        console.Write(Overlap(result));
        console.WriteLine($"Data:   {result.Data}");
        console.WriteLine($"Runs:   {result.Runs}");
        console.WriteLine($"Report: {result.Report}");
        console.WriteLine($"Next:   aread masks overlap --run {QuickstartRun.AreadRun} --runs {result.Runs}");
    }

    private static Table Scores(QuickstartResult result)
    {
        var table = ScoreTable.Compare(("base", result.Base), ("AREAD", result.Aread));
        table.AddText(["margin", .. ScoreTable.Margins(result.Base, result.Aread)]);
        return table.AddText("oracle", Figures.Score(result.Oracle.DomainAuc), Figures.Score(result.Oracle.Auc), "", "", "", Figures.Score(result.Oracle.LogLoss));
    }

    private static Table Overlap(QuickstartResult result)
    {
        var table = Tables.Create("domains of", "pairs", "shared edges", "random masks", "difference");
        foreach (var relation in result.Overlap)
            table.AddText(
                relation.Relation,
                Figures.Count(relation.Pairs),
                Figures.Score(relation.Overlap),
                Figures.Score(relation.Random),
                Figures.Margin(relation.Overlap - relation.Random));
        return table;
    }
}
