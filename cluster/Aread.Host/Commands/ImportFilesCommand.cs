using System.CommandLine;
using Aread.Data.Import;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary>What <c>aread import</c> does with files of one format and a schema.</summary>
/// <param name="import">Makes the data set.</param>
internal sealed class ImportFilesCommand(
    ProgramEnvironment environment, Func<ImportRequest, IProgress<ImportProgress>?, CancellationToken, Task<ImportSummary>> import, string files)
{
    private readonly Argument<string[]> _files = new("FILES") { Description = files, Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _schema = new("--schema") { Description = "JSON file that says what the columns mean.", HelpName = "FILE", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "Directory for the data set.", HelpName = "DIR", Required = true };
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("the data set");
    private readonly Option<bool> _json = CommonOptions.Json();

    public Command Build(string name, string description, params string[] examples)
    {
        var command = new ExampledCommand(name, description, examples) { _files, _schema, _out, _overwrite, _json };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var request = new ImportRequest(
            arguments.GetRequiredValue(_files),
            arguments.GetRequiredValue(_schema),
            arguments.GetRequiredValue(_out),
            arguments.GetValue(_overwrite));
        var json = arguments.GetValue(_json);
        var summary = await WorkView.ShowAsync(
            environment,
            json,
            "reading",
            (Func<ImportProgress, (string, double)>)new ImportPace(TimeProvider.System).Describe,
            progress => import(request, progress, stop));
        if (json) JsonOutput.WriteDocument(environment.Output, new { summary.Rows, summary.DroppedRows, summary.Warnings, summary.Dataset.Manifest });
        else Print(summary);
        return ExitCode.Done;
    }

    private void Print(ImportSummary summary)
    {
        DatasetView.Write(environment, summary.Dataset, json: false);
        if (summary.DroppedRows > 0) environment.Console.WriteLine($"{summary.DroppedRows:N0} of {summary.Rows:N0} rows were left out: their domains are too small.");
        foreach (var warning in summary.Warnings) Notice.Warning(environment, warning);
    }
}
