using System.CommandLine;

namespace Aread.Host.Commands;

/// <summary><c>aread masks</c> and what is under it.</summary>
internal static class MasksCommand
{
    public static Command Create(ProgramEnvironment environment) =>
        new ExampledCommand("masks", "Look at what the mask searches of a run found.", "aread masks overlap --run first")
        {
            MasksShowCommand.Create(environment),
            MasksOverlapCommand.Create(environment),
            MasksCompareCommand.Create(environment),
            MasksHistoryCommand.Create(environment),
        };
}
