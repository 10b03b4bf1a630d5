using System.CommandLine;
using Aread.Host.Masks;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread masks history</c></summary>
internal sealed class MasksHistoryCommand(ProgramEnvironment environment)
{
    private readonly Argument<string> _domain = new("DOMAIN") { Description = "Name of the domain." };
    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new MasksHistoryCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand("history", "List a domain's mask searches, oldest first.", "aread masks history --run first sports")
        {
            _domain, _run, _runs, _json,
        };
        command.SetAction(Show);
        return command;
    }

    private int Show(ParseResult arguments)
    {
        var masks = DomainMasks.Read(arguments.GetRequiredValue(_runs), arguments.GetRequiredValue(_run));
        var domain = masks.Find(arguments.GetRequiredValue(_domain));
        var history = SearchHistory.Of(masks, domain);
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, history);
        else if (history.Count == 0) environment.Console.WriteLine($"Domain '{domain.Domain}' was not searched.");
        else Draw(history);
        return ExitCode.Done;
    }

    private void Draw(IReadOnlyList<SearchHistory> history)
    {
        var table = Tables.Create("round", "step", "tried", "winner", "loss", "worst", "edges", "kept", "as before");
        foreach (var search in history)
            table.AddText(
                Figures.Count(search.Round),
                Figures.Count(search.Step),
                search.Dropped == 0 ? Figures.Count(search.Candidates) : $"{search.Candidates - search.Dropped} of {search.Candidates}",
                Figures.Count(search.Winner),
                Figures.Score(search.Score),
                Figures.Score(search.WorstScore),
                Figures.Count(search.Edges),
                search.Density.ToString("P0"),
                search.OverlapWithPrevious?.ToString("P0") ?? Figures.Unknown);
        environment.Console.Write(table);
        environment.Console.WriteLine("as before: share of edges in common with the mask of the search before");
        if (history.Any(search => search.Dropped > 0)) environment.Console.WriteLine("tried, 3 of 9: so many to the end, the others were dropped on the way (Hemp:Halving)");
    }
}
