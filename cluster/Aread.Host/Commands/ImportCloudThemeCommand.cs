using System.CommandLine;
using Aread.Data.Published.CloudTheme;

namespace Aread.Host.Commands;

/// <summary><c>aread import cloudtheme</c></summary>
internal static class ImportCloudThemeCommand
{
    public static Command Create(ProgramEnvironment environment)
    {
        var seed = new Option<long>("--seed") { Description = "Names the draws of negatives.", HelpName = "N", DefaultValueFactory = _ => new CloudThemeOptions().Seed };
        return PublishedImportCommand.Create(
            environment,
            "cloudtheme",
            "Make a data set of the files of Cloud-Theme.",
            arguments => (request, progress, notes, stop) => CloudThemeImport.RunAsync(request, new CloudThemeOptions(arguments.GetValue(seed)), progress, notes, stop),
            seed);
    }
}
