using System.CommandLine;
using Aread.Data.Import;
using Aread.Data.Published;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary>What the commands that import published data sets have in common: all but the format.</summary>
internal sealed class PublishedImportCommand(ProgramEnvironment environment, Func<ParseResult, PublishedImporter> import)
{
    private readonly Option<string> _input = new("--input") { Description = "Directory of the published files, plain or .gz.", HelpName = "DIR", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "Directory for the data set.", HelpName = "DIR", Required = true };

    private readonly Option<double> _maxRejected = new("--max-rejected")
    {
        Description = "Share of a file's rows that may be damaged.",
        HelpName = "SHARE",
        DefaultValueFactory = _ => PublishedImportRequest.DefaultMaxRejected,
    };

    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("the data set");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment, string name, string description, PublishedImporter import) =>
        Create(environment, name, description, _ => import);

    /// <param name="import">By the arguments, for an importer that has options of its own.</param>
    /// <param name="more">Its options.</param>
    public static Command Create(ProgramEnvironment environment, string name, string description, Func<ParseResult, PublishedImporter> import, params Option[] more)
    {
        var command = new PublishedImportCommand(environment, import).Build(name, description);
        foreach (var option in more) command.Add(option);
        return command;
    }

    private ExampledCommand Build(string name, string description)
    {
        var command = new ExampledCommand(
            name,
            description,
            $"aread import {name} --input downloads --out data/{name}",
            $"aread import {name} --input downloads --out data/{name} --max-rejected 0.05 --overwrite")
        {
            _input, _out, _maxRejected, _overwrite, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var request = new PublishedImportRequest(
            arguments.GetRequiredValue(_input), arguments.GetRequiredValue(_out), arguments.GetValue(_maxRejected), arguments.GetValue(_overwrite));
        var json = arguments.GetValue(_json);
        var pace = new ImportPace(TimeProvider.System);
        var summary = await WorkView.ShowAsync(
            environment, json, "reading", (Func<ImportProgress, (string, double)>)pace.Describe, progress => import(arguments)(request, progress, json ? null : new Notes(environment), stop));
        if (json)
        {
            JsonOutput.WriteDocument(environment.Output, new
            {
                summary.Figures.Samples,
                summary.Figures.Positives,
                summary.Figures.Domains,
                summary.Figures.LargestDomain,
                summary.Figures.LargestShare,
                summary.Figures.MinorDomains,
                summary.Figures.AugmentationRatio,
                summary.Record,
                summary.RejectedFile,
                summary.Warnings,
                summary.Dataset.Manifest,
            });
        }
        else
        {
            PublishedView.Write(environment, summary);
        }
        return ExitCode.Done;
    }

    /// <summary>Prints what it is told at once.</summary>
    private sealed class Notes(ProgramEnvironment environment) : IProgress<string>
    {
        public void Report(string value) => environment.Console.WriteLine(value);
    }
}
