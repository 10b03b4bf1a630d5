using System.CommandLine;
using Aread.Distributed.Runs;
using Aread.Host.Api;
using Aread.Host.Configuration;
using Aread.Host.Progress;
using Aread.Training;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread runs list</c></summary>
internal sealed class RunsListCommand(ProgramEnvironment environment)
{
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _connect = new("--connect") { Description = "List the runs of the cluster of the options Cluster instead." };
    private readonly RunOptions _options = new("With --connect: set an option of Cluster, over environment and appsettings.json. May be repeated.");

    public static Command Create(ProgramEnvironment environment) => new RunsListCommand(environment).Build();

    private ExampledCommand Build()
    {
        var list = new ExampledCommand("list", "List the runs of a directory, or of a cluster, and how each stands.",
            "aread runs list", "aread runs list --runs /data/runs --json", "aread runs list --connect")
        {
            _runs, _connect, _json,
        };
        _options.AddTo(list);
        list.SetAction((arguments, stop) => arguments.GetValue(_connect) ? ListClusterAsync(arguments, stop) : Task.FromResult(List(arguments)));
        return list;
    }

    private async Task<int> ListClusterAsync(ParseResult arguments, CancellationToken stop)
    {
        if (arguments.GetResult(_runs) is { Implicit: false }) throw new AreadException("--connect lists the runs of a cluster, wherever their directories are: leave out --runs.");
        var cluster = _options.Cluster(arguments, environment, OptionScope.Cluster);
        await using var engine = environment.Connect(environment.Log.Loggers, cluster);
        var runs = await engine.ListAsync(stop);
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, runs.Select(ClusterRunSummary.Of));
        else if (runs.Count == 0) environment.Console.WriteLine($"Cluster '{cluster.ClusterId}' has no runs.");
        else Draw([.. runs.Select(ClusterRunSummary.Of)]);
        return ExitCode.Done;
    }

    private int List(ParseResult arguments)
    {
        _options.Apply(arguments, new AreadOptions(), OptionScope.None);
        var directory = arguments.GetRequiredValue(_runs);
        if (arguments.GetResult(_runs) is { Implicit: false } && !Directory.Exists(directory))
            throw new AreadException($"There is no directory {Path.GetFullPath(directory)}. Name the directory of the runs: --runs DIR.");
        var runs = RunDirectory.List(directory);
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, runs);
        else if (runs.Count == 0) environment.Console.WriteLine($"There are no runs in {Path.GetFullPath(directory)}.");
        else Draw(runs);
        return ExitCode.Done;
    }

    private void Draw(IReadOnlyList<ClusterRunSummary> runs)
    {
        var table = Tables.Create("run", "state", "step", "directory");
        foreach (var run in runs) table.AddText(run.Name, run.State, Figures.Count(run.Step), run.Directory);
        environment.Console.Write(table);
        foreach (var run in runs.Where(run => run.Reason is { Length: > 0 } && run.State == nameof(RunOutcome.Failed).ToLowerInvariant()))
            environment.Console.WriteLine($"{run.Name}: {run.Reason}");
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
