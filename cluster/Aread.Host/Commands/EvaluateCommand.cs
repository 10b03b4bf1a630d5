using System.CommandLine;
using Aread.Data;
using Aread.Distributed.Hosting;
using Aread.Evaluation;
using Aread.Host.Configuration;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread evaluate</c></summary>
internal sealed class EvaluateCommand(ProgramEnvironment environment)
{
    private const int DefaultLimit = 20;

    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<string?> _data = new("--data") { Description = "Another data set than the one of the run, of the same fields.", HelpName = "DIR" };
    private readonly Option<string> _split = new Option<string>("--split") { Description = "Which part of the data.", DefaultValueFactory = _ => "test" };
    private readonly Option<int?> _limit = CommonOptions.Limit($"Domains listed at most, {DefaultLimit} by default; the largest come first.");
    private readonly RunOptions _options = new("Set an option of Compute or Torch, over environment and appsettings.json. May be repeated.");
    private readonly Option<string?> _log = CommonOptions.Log();
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new EvaluateCommand(environment).Build();

    private ExampledCommand Build()
    {
        _split.AcceptOnlyFromAmong("valid", "test");
        var command = new ExampledCommand(
            "evaluate",
            "Score the best checkpoint of a run on a split.",
            "aread evaluate --run first",
            "aread evaluate --run first --split valid --json",
            "aread evaluate --run first --set Torch:Device=cuda")
        {
            _run, _runs, _data, _split, _limit, _log, _json,
        };
        _options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        if (arguments.GetValue(_log) is { } log) environment.Log.Open(log);
        var split = arguments.GetRequiredValue(_split) == "valid" ? Split.Valid : Split.Test;
        var options = _options.Apply(arguments, RunOptions.Load(environment), OptionScope.Evaluation);
        OptionsValidation.Check(options);
        var request = new EvaluateRequest(
            arguments.GetRequiredValue(_run), arguments.GetRequiredValue(_runs), arguments.GetValue(_data), split, options.Compute, options.Torch);
        var json = arguments.GetValue(_json);
        await using var engine = environment.CreateEngine(environment.Log.Loggers);
        var report = await WorkView.ShowAsync(environment, json, "scoring", (double share) => ("scoring", share), progress => engine.EvaluateAsync(request, progress, stop));
        if (json) JsonOutput.WriteDocument(environment.Output, report);
        else Print(request.Run, report, arguments.GetValue(_limit) ?? DefaultLimit);
        return ExitCode.Done;
    }

    private void Print(string run, EvaluationReport report, int limit)
    {
        environment.Console.WriteLine($"{run}, {report.Split} split, {report.Domains.Sum(domain => domain.Samples):N0} samples of {report.Domains.Count} domains");
        environment.Console.Write(ScoreTable.Compare((run, report)));
        environment.Console.Write(ScoreTable.Domains(report, limit));
        if (report.Domains.Count > limit) environment.Console.WriteLine($"{report.Domains.Count - limit} more domains: --limit {report.Domains.Count}");
        if (report.UndefinedDomains.Count > 0)
            environment.Console.WriteLine($"Without an AUC, since they have one class only: {string.Join(", ", report.UndefinedDomains)}");
    }
}
