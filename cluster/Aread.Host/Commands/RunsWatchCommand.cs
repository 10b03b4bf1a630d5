using System.CommandLine;
using Aread.Host.Progress;
using Aread.Training;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread runs watch</c></summary>
internal sealed class RunsWatchCommand(ProgramEnvironment environment)
{
    private readonly ClusterRun _run = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print each event as a line of JSON and nothing else." };

    public static Command Create(ProgramEnvironment environment) => new RunsWatchCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand("watch", "Follow a run of a cluster. Ctrl-C ends the following, not the run.", "aread runs watch first", "aread runs watch first --json") { _json };
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var name = _run.Name(arguments);
        await using var engine = _run.Connect(arguments, environment);
        var json = arguments.GetValue(_json);
        try
        {
            var last = await TrainingViews.For(environment, json).ShowAsync(TrainingProgress.FollowAsync(engine.WatchAsync(name, stop)), CancellationToken.None);
            if (!json && last.Test is { } test) environment.Console.Write(ScoreTable.Compare((name, test)));
            return last.Ended?.Outcome == RunOutcome.Stopped ? ExitCode.Stopped : ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            environment.Errors.WriteLine($"No longer followed; run '{name}' goes on. {ClusterRun.Steering(name)}");
            return ExitCode.Stopped;
        }
    }
}
