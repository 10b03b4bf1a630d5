using System.CommandLine;
using Aread.Distributed.Runs;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread domains list</c></summary>
internal sealed class DomainsListCommand(ProgramEnvironment environment)
{
    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new DomainsListCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand("list", "List the domains of a run as of its latest checkpoint, and what became of them.", "aread domains list --run first", "aread domains list --run first --json")
        {
            _run, _runs, _json,
        };
        command.SetAction(List);
        return command;
    }

    private int List(ParseResult arguments)
    {
        using var run = RunDirectory.Open(arguments.GetRequiredValue(_runs), arguments.GetRequiredValue(_run));
        var domains = RunDomain.AllOf(run);
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, new { domains, run.Changes });
        else Draw(domains, run);
        return ExitCode.Done;
    }

    private void Draw(IReadOnlyList<RunDomain> domains, RunDirectory run)
    {
        var table = Tables.Create("domain", "train", "valid", "test", "state", "since step");
        foreach (var domain in domains)
            table.AddText(domain.Name, Figures.Count(domain.Train), Figures.Count(domain.Valid), Figures.Count(domain.Test), domain.State, domain.SinceStep is { } step ? Figures.Count(step) : "");
        environment.Console.Write(table);
        foreach (var change in run.Changes) environment.Console.WriteLine($"step {change.Step:N0}: {change.Kind.ToString().ToLowerInvariant()} '{change.Domain}'");
    }
}
