using System.CommandLine;
using Aread.Distributed.Exports;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread export</c></summary>
internal sealed class ExportCommand(ProgramEnvironment environment)
{
    private const double Mebibyte = 1 << 20;

    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<string?> _data = new("--data") { Description = "The run's data set, where it lies now.", HelpName = "DIR" };
    private readonly Option<string> _to = new("--to") { Description = "Directory for the exported model.", HelpName = "DIR", Required = true };
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("the exported model");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new ExportCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "export",
            "Write the best checkpoint of a run with all that scoring needs, for other programs.",
            "aread export --run first --to exports/first",
            "aread export --run first --to exports/first --overwrite --json")
        {
            _run, _runs, _data, _to, _overwrite, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var (run, to) = (arguments.GetRequiredValue(_run), arguments.GetRequiredValue(_to));
        var exported = await ExportedModel.OfRunAsync(arguments.GetRequiredValue(_runs), run, arguments.GetValue(_data), stop);
        var manifest = await exported.WriteAsync(to, arguments.GetValue(_overwrite), stop);
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, manifest);
        else
            environment.Console.WriteLine(
                $"{run}, step {manifest.Step:N0}: {manifest.Features.Domains.Count} domains, {manifest.Files.Count + 1} files, {manifest.Files.Sum(file => file.Bytes) / Mebibyte:N1} MiB in {to}");
        return ExitCode.Done;
    }
}
