using System.CommandLine;
using Aread.Distributed.Storage;
using Aread.Host.Masks;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread masks compare</c></summary>
internal sealed class MasksCompareCommand(ProgramEnvironment environment)
{
    private readonly Argument<string> _first = new("FIRST") { Description = "Name of a domain." };
    private readonly Argument<string> _second = new("SECOND") { Description = "Name of another." };
    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<string?> _picture = new("--picture") { Description = "File for a picture of both masks with their gate values (SVG).", HelpName = "FILE" };
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new MasksCompareCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "compare",
            "Compare two domains' masks level by level: edges in common, beside what random masks would have.",
            "aread masks compare --run first sports music",
            "aread masks compare --run first sports music --picture masks.svg")
        {
            _first, _second, _run, _runs, _picture, _json,
        };
        command.SetAction(Compare);
        return command;
    }

    private int Compare(ParseResult arguments)
    {
        var masks = DomainMasks.Read(arguments.GetRequiredValue(_runs), arguments.GetRequiredValue(_run));
        var comparison = MaskComparison.Of(masks, arguments.GetRequiredValue(_first), arguments.GetRequiredValue(_second));
        if (arguments.GetValue(_picture) is { } picture) PendingFile.Replace(picture, MaskComparisonPicture.Write(comparison));
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, comparison);
        else Draw(comparison, arguments.GetValue(_picture));
        return ExitCode.Done;
    }

    private void Draw(MaskComparison comparison, string? picture)
    {
        var table = Tables.Create("edges", $"of {comparison.First}", $"of {comparison.Second}", "of both", "overlap");
        foreach (var level in comparison.Levels)
            table.AddText($"{level.From} to {level.To}", $"{level.InFirst}", $"{level.InSecond}", $"{level.InBoth}", $"{level.Overlap:0.00}");
        environment.Console.Write(table);
        environment.Console.WriteLine($"Overlap of all edges {comparison.Overlap:0.00}, of random masks with as many edges {comparison.Random:0.00}");
        if (picture is not null) environment.Console.WriteLine($"Picture: {Path.GetFullPath(picture)}");
    }
}
