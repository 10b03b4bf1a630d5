using System.CommandLine;
using Aread.Distributed.Hosting;
using Aread.Host.Configuration;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread cluster show</c></summary>
internal sealed class ClusterShowCommand(ProgramEnvironment environment)
{
    private readonly RunOptions _options = new("Set an option of Cluster, over environment and appsettings.json. May be repeated.");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new ClusterShowCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "show",
            "List the silos of a cluster, the dead of the last day too.",
            "aread cluster show",
            "aread cluster show --json --set Cluster:Provider=Redis --set Cluster:ConnectionString=cache:6379")
        {
            _json,
        };
        _options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var cluster = _options.Cluster(arguments, environment, OptionScope.Cluster);
        var silos = await ClusterDirectory.ReadAsync(cluster, TimeProvider.System, stop);
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, silos);
        else if (silos.Count == 0) environment.Console.WriteLine($"There are no silos in cluster '{cluster.ClusterId}' ({ClusterStore.Describe(cluster)}). Start one: aread silo");
        else Draw(silos);
        return ExitCode.Done;
    }

    private void Draw(IReadOnlyList<SiloEntry> silos)
    {
        var table = Tables.Create("address", "role", "status", "since", "host");
        foreach (var silo in silos)
            table.AddText(silo.Address, silo.Role?.Name() ?? Figures.Unknown, silo.Status, silo.Since.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss"), silo.Host);
        environment.Console.Write(table);
        if (silos.Any(silo => silo.Status == SiloEntry.Silent)) environment.Console.WriteLine("silent: not declared dead, but without a sign of life lately");
    }
}
