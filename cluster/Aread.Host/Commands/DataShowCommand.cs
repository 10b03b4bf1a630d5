using System.CommandLine;
using Aread.Data;
using Aread.Data.Inspection;
using Aread.Distributed.Storage;
using Aread.Host.DataReport;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread data show</c></summary>
internal sealed class DataShowCommand(ProgramEnvironment environment)
{
    private const int Listed = 10;

    private readonly Argument<string> _data = new("DIR") { Description = "The data set." };
    private readonly Option<string?> _report = new("--report") { Description = "File for the report as a page (.html), or for the domains' sizes as a picture (.svg).", HelpName = "FILE" };
    private readonly Option<int?> _limit = CommonOptions.Limit($"Domains and pairs listed at most; {Listed} if not given.");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new DataShowCommand(environment).Build();

    private ExampledCommand Build()
    {
        _report.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } file && Path.GetExtension(file) is not (".html" or ".svg")) result.AddError($"--report must end in .html or .svg, not '{file}'.");
        });
        var command = new ExampledCommand(
            "show",
            "Show what a data set holds, what domains share, what was left out, and whether anything leaks.",
            "aread data show data/shop",
            "aread data show data/shop --report shop.html")
        {
            _data, _report, _limit, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var dataset = Dataset.Open(arguments.GetRequiredValue(_data));
        var json = arguments.GetValue(_json);
        var report = await WorkView.ShowAsync(environment, json, "reading", (double share) => ("reading", share), progress => DatasetInspection.RunAsync(dataset, progress, stop));
        if (json) JsonOutput.WriteDocument(environment.Output, report);
        else new DataReportView(environment, arguments.GetValue(_limit) ?? Listed).Write(report);
        if (arguments.GetValue(_report) is { } file)
        {
            PendingFile.Replace(file, file.EndsWith(".svg", StringComparison.Ordinal) ? new DomainSizes(report).Svg() : DataReportPage.Write(report));
            if (!json) environment.Console.WriteLine($"Report: {file}");
        }
        return ExitCode.Done;
    }
}
