using System.CommandLine;
using Aread.Distributed.Hosting;
using Aread.Host.Configuration;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread cluster init</c></summary>
internal sealed class ClusterInitCommand(ProgramEnvironment environment)
{
    private readonly RunOptions _options = new("Set an option of Cluster, over environment and appsettings.json. May be repeated.");

    public static Command Create(ProgramEnvironment environment) => new ClusterInitCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "init",
            "Make the tables that a cluster needs in PostgreSQL; again does no harm.",
            "aread cluster init --set Cluster:Provider=PostgreSQL");
        _options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var cluster = _options.Cluster(arguments, environment, OptionScope.Cluster);
        var store = ClusterStore.Describe(cluster);
        var made = await ClusterStore.InitializeAsync(cluster, stop);
        environment.Console.WriteLine(made ? $"The tables are there: {store}." : $"Nothing to do for {store}: the silos make what they need.");
        return ExitCode.Done;
    }
}
