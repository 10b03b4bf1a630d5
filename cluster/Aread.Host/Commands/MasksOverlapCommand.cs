using System.CommandLine;
using Aread.Host.Masks;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread masks overlap</c></summary>
internal sealed class MasksOverlapCommand(ProgramEnvironment environment)
{
    private const int ListedPairs = 5;

    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<int?> _limit = CommonOptions.Limit("Domains drawn at most, the largest first; as many as fit by default.");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new MasksOverlapCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "overlap",
            "Show the share of edges that domains have in common, beside that of random masks of equal density.",
            "aread masks overlap --run first",
            "aread masks overlap --run first --json")
        {
            _run, _runs, _limit, _json,
        };
        command.SetAction(Show);
        return command;
    }

    private int Show(ParseResult arguments)
    {
        var report = OverlapReport.Of(DomainMasks.Read(arguments.GetRequiredValue(_runs), arguments.GetRequiredValue(_run)));
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, report);
        else if (report.Domains.Count < 2) environment.Console.WriteLine("Fewer than two domains have a mask: there is nothing to compare.");
        else Draw(report, arguments.GetValue(_limit));
        return ExitCode.Done;
    }

    private void Draw(OverlapReport report, int? limit)
    {
        var console = environment.Console;
        var drawing = new OverlapDrawing(report, limit);
        var shown = drawing.Shown(console.Profile.Width);
        console.WriteLine($"Share of edges in common, {shown} of {report.Domains.Count} domains. Below the diagonal: their masks. Above: random masks of equal density.");
        console.WriteLine();
        console.Write(drawing);
        console.WriteLine();
        console.WriteLine($"Mean over all pairs: {Ratio(report.MeanOverlap)}, random {Ratio(report.MeanRandom)}");
        console.WriteLine("Most alike:");
        foreach (var (first, second) in report.PairsByOverlap().Take(ListedPairs))
            console.WriteLine($"  {Ratio(report.Overlap[first][second])}  (random {Ratio(report.Random[first][second])})  {report.Domains[first]}, {report.Domains[second]}");
    }

    private static string Ratio(double? ratio) => ratio?.ToString("0.00") ?? Figures.Unknown;
}
