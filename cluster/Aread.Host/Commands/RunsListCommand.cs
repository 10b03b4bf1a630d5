using System.CommandLine;
using Aread.Distributed.Runs;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread runs list</c></summary>
internal sealed class RunsListCommand(ProgramEnvironment environment)
{
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new RunsListCommand(environment).Build();

    private ExampledCommand Build()
    {
        var list = new ExampledCommand("list", "List the runs of a directory and how each stands.", "aread runs list", "aread runs list --runs /data/runs --json") { _runs, _json };
        list.SetAction(List);
        return list;
    }

    private int List(ParseResult arguments)
    {
        var directory = arguments.GetRequiredValue(_runs);
        if (arguments.GetResult(_runs) is { Implicit: false } && !Directory.Exists(directory))
            throw new AreadException($"There is no directory {Path.GetFullPath(directory)}. Name the directory of the runs: --runs DIR.");
        var runs = RunDirectory.List(directory);
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, runs);
        else if (runs.Count == 0) environment.Console.WriteLine($"There are no runs in {Path.GetFullPath(directory)}.");
        else Draw(runs);
        return ExitCode.Done;
    }

    private void Draw(IReadOnlyList<RunSummary> runs)
    {
        var table = Tables.Create("run", "state", "epoch", "step", "valid", "test", "begun");
        foreach (var run in runs)
        {
            var state = run.State == RunState.Running && run.Phase is { } phase ? Figures.Phase(phase) : run.State.ToString().ToLowerInvariant();
            table.AddText(
                run.Name,
                state,
                Figures.Count(run.Epoch),
                Figures.Count(run.Step),
                Figures.Score(run.DomainAuc),
                Figures.Score(run.TestDomainAuc),
                run.Created?.ToLocalTime().ToString("yyyy-MM-dd HH:mm") ?? Figures.Unknown);
        }
        environment.Console.Write(table);
        environment.Console.WriteLine("valid, test: DomainAUC");
    }
}
