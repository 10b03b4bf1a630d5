using System.CommandLine;

namespace Aread.Host.Commands;

/// <summary><c>aread import</c></summary>
internal static class ImportCommand
{
    public static Command Create(ProgramEnvironment environment) =>
        new ExampledCommand("import", "Make a data set of your own data, or of published ones.", "aread import csv ratings.csv --schema ratings.schema.json --out data/ratings")
        {
            ImportCsvCommand.Create(environment),
            ImportParquetCommand.Create(environment),
            ImportAmazonCommand.Create(environment),
            ImportAliCcpCommand.Create(environment),
            ImportCloudThemeCommand.Create(environment),
        };
}
