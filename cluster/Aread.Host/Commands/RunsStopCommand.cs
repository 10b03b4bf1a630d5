using System.CommandLine;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread runs stop</c></summary>
internal sealed class RunsStopCommand(ProgramEnvironment environment)
{
    private readonly ClusterRun _run = new();

    public static Command Create(ProgramEnvironment environment) => new RunsStopCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand("stop", "Stop a run of a cluster with a checkpoint, and wait until it has stopped.", "aread runs stop first");
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var name = _run.Name(arguments);
        await using var engine = _run.Connect(arguments, environment);
        var ended = await engine.StopAsync(name, stop);
        environment.Console.WriteLine($"Run '{name}' {ended.Outcome.ToString().ToLowerInvariant()} at step {ended.Step:N0}: {ended.Reason} To go on: aread runs resume {name}");
        return ExitCode.Done;
    }
}
