using System.CommandLine;
using Aread.Data;
using Aread.Data.Export;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread data export</c></summary>
internal sealed class DataExportCommand(ProgramEnvironment environment)
{
    private readonly Argument<string> _data = new("DIR") { Description = "The data set." };
    private readonly Option<string> _to = new("--to") { Description = "Directory for the rows.", HelpName = "DIR", Required = true };
    private readonly Option<string> _format = new("--format") { Description = "What the rows are written as: csv or parquet.", HelpName = "FORMAT", Required = true };
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("the exported data set");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new DataExportCommand(environment).Build();

    private ExampledCommand Build()
    {
        _format.AcceptOnlyFromAmong("csv", "parquet");
        var command = new ExampledCommand(
            "export",
            "Write a data set as rows, with the texts of its values, and a schema that imports them again.",
            "aread data export data/shop --to shop-rows --format csv",
            "aread data export data/shop --to shop-rows --format parquet --overwrite")
        {
            _data, _to, _format, _overwrite, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var dataset = Dataset.Open(arguments.GetRequiredValue(_data));
        var format = arguments.GetRequiredValue(_format) == "csv" ? ExportFormat.Csv : ExportFormat.Parquet;
        var json = arguments.GetValue(_json);
        var summary = await WorkView.ShowAsync(
            environment,
            json,
            "writing",
            (double share) => ("writing", share),
            progress => DatasetExport.RunAsync(dataset, arguments.GetRequiredValue(_to), format, arguments.GetValue(_overwrite), progress, stop));
        if (json) JsonOutput.WriteDocument(environment.Output, summary);
        else Print(summary, arguments.GetRequiredValue(_to), format);
        return ExitCode.Done;
    }

    private void Print(ExportSummary summary, string to, ExportFormat format)
    {
        environment.Console.WriteLine($"{summary.Rows:N0} rows in {string.Join(", ", summary.Files)}; schema: {summary.Schema}");
        foreach (var (field, samples) in summary.UnseenSamples)
            environment.Console.WriteLine($"'{field}' is unseen in {samples:N0} samples: what stood there is not in the data set.");
        if (summary.BinnedFields.Count > 0)
            environment.Console.WriteLine($"Of numbers the data set has the bins alone; the least number of the bin stands for each: {string.Join(", ", summary.BinnedFields)}.");
        environment.Console.WriteLine($"Rows: {summary.Directory}");
        environment.Console.WriteLine($"Next: aread import {format.ToString().ToLowerInvariant()} {to} --schema {Path.Combine(to, summary.Schema)} --out DIR");
    }
}
