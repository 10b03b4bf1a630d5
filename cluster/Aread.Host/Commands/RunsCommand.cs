using System.CommandLine;

namespace Aread.Host.Commands;

/// <summary><c>aread runs</c></summary>
internal static class RunsCommand
{
    public static Command Create(ProgramEnvironment environment) =>
        new ExampledCommand("runs", "Look at runs, and steer those of a cluster.", "aread runs list --runs runs", "aread runs watch first")
        {
            RunsListCommand.Create(environment),
            RunsWatchCommand.Create(environment),
            RunsStopCommand.Create(environment),
            RunsResumeCommand.Create(environment),
        };
}
