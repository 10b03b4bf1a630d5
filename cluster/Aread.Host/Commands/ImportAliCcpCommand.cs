using System.CommandLine;
using Aread.Data.Published.AliCcp;

namespace Aread.Host.Commands;

/// <summary><c>aread import aliccp</c></summary>
internal static class ImportAliCcpCommand
{
    public static Command Create(ProgramEnvironment environment)
    {
        var seed = new Option<long>("--seed") { Description = "Names the draws that part valid from test.", HelpName = "N", DefaultValueFactory = _ => new AliCcpOptions().Seed };
        var keepRare = new Option<bool>("--keep-rare") { Description = "Keep rare users and items, as one each." };
        return PublishedImportCommand.Create(
            environment,
            "aliccp",
            "Make a data set of the files of AliCCP.",
            arguments => (request, progress, notes, stop) =>
                AliCcpImport.RunAsync(request, new AliCcpOptions(arguments.GetValue(seed), arguments.GetValue(keepRare)), progress, notes, stop),
            seed,
            keepRare);
    }
}
