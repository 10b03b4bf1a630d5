using System.CommandLine;

namespace Aread.Host.Commands;

/// <summary><c>aread cluster</c></summary>
internal static class ClusterCommand
{
    public static Command Create(ProgramEnvironment environment) =>
        new ExampledCommand("cluster", "Prepare a cluster's store, and look at its silos.", "aread cluster show")
        {
            ClusterInitCommand.Create(environment),
            ClusterShowCommand.Create(environment),
        };
}
