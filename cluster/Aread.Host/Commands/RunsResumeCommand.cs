using System.CommandLine;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread runs resume</c></summary>
internal sealed class RunsResumeCommand(ProgramEnvironment environment)
{
    private readonly ClusterRun _run = new();

    public static Command Create(ProgramEnvironment environment) => new RunsResumeCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand("resume", "Go on with a run of a cluster from its latest checkpoint, on the silos that are there now.", "aread runs resume first");
        _run.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var name = _run.Name(arguments);
        await using var engine = _run.Connect(arguments, environment);
        await engine.ResumeAsync(name, stop);
        environment.Console.WriteLine($"Run '{name}' goes on. {ClusterRun.Steering(name)}");
        return ExitCode.Done;
    }
}
