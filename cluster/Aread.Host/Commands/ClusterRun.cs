using System.CommandLine;
using Aread.Distributed.Hosting;
using Aread.Host.Configuration;

namespace Aread.Host.Commands;

/// <summary>The arguments of a command that is about one run of a cluster.</summary>
internal sealed class ClusterRun
{
    private readonly Argument<string> _run = new("NAME") { Description = "Name of the run." };
    private readonly RunOptions _options = new("Set an option of Cluster, over environment and appsettings.json. May be repeated.");

    /// <summary>What can be done with a run that goes on.</summary>
    public static string Steering(string run) => $"Follow it: aread runs watch {run}. Stop it: aread runs stop {run}.";

    public void AddTo(Command command)
    {
        command.Add(_run);
        _options.AddTo(command);
    }

    public string Name(ParseResult arguments) => arguments.GetRequiredValue(_run);

    /// <exception cref="AreadException">The options name no cluster that can be used.</exception>
    public IClusterEngine Connect(ParseResult arguments, ProgramEnvironment environment) =>
        environment.Connect(environment.Log.Loggers, _options.Cluster(arguments, environment, OptionScope.Cluster));
}
