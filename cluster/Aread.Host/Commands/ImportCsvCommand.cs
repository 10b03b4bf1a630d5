using System.CommandLine;
using Aread.Data.Import;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread import csv</c></summary>
internal sealed class ImportCsvCommand(ProgramEnvironment environment)
{
    private readonly Argument<string[]> _files = new("FILES") { Description = "CSV files of the same columns, each with a header.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _schema = new("--schema") { Description = "JSON file that says what the columns mean.", HelpName = "FILE", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "Directory for the data set.", HelpName = "DIR", Required = true };
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("the data set");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new ImportCsvCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "csv",
            "Make a data set of CSV files and a schema.",
            "aread import csv ratings.csv --schema ratings.schema.json --out data/ratings",
            "aread import csv 2024.csv 2025.csv --schema ratings.schema.json --out data/ratings --overwrite")
        {
            _files, _schema, _out, _overwrite, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var request = new CsvImportRequest(
            arguments.GetRequiredValue(_files),
            arguments.GetRequiredValue(_schema),
            arguments.GetRequiredValue(_out),
            arguments.GetValue(_overwrite));
        var json = arguments.GetValue(_json);
        var summary = await WorkView.ShowAsync(
            environment,
            json,
            "reading",
            (ImportProgress progress) => (progress.Stage.ToString().ToLowerInvariant(), progress.Fraction),
            progress => CsvImport.RunAsync(request, progress, stop));
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
