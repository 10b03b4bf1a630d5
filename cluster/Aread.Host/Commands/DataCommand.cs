using System.CommandLine;

namespace Aread.Host.Commands;

/// <summary><c>aread data</c> and what is under it.</summary>
internal static class DataCommand
{
    public static Command Create(ProgramEnvironment environment) =>
        new ExampledCommand("data", "Look at a data set, and write it as rows.", "aread data show data/shop")
        {
            DataShowCommand.Create(environment),
            DataExportCommand.Create(environment),
        };
}
