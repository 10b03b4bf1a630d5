using System.CommandLine;
using Aread.Data.Import;

namespace Aread.Host.Commands;

/// <summary><c>aread import csv</c></summary>
internal static class ImportCsvCommand
{
    public static Command Create(ProgramEnvironment environment) =>
        new ImportFilesCommand(environment, CsvImport.RunAsync, "CSV files of the same columns, each with a header, or directories of them.").Build(
            "csv",
            "Make a data set of CSV files and a schema.",
            "aread import csv ratings.csv --schema ratings.schema.json --out data/ratings",
            "aread import csv 2024.csv 2025.csv --schema ratings.schema.json --out data/ratings --overwrite");
}
