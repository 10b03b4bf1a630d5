using System.CommandLine;
using Aread.Data.Published.Amazon;

namespace Aread.Host.Commands;

/// <summary><c>aread import amazon</c></summary>
internal static class ImportAmazonCommand
{
    public static Command Create(ProgramEnvironment environment) => PublishedImportCommand.Create(
        environment, "amazon", "Make a data set of Amazon Review Data (2018): all_csv_files.csv and All_Amazon_Meta.json.", AmazonImport.RunAsync);
}
