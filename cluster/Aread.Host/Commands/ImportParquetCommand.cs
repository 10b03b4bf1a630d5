using System.CommandLine;
using Aread.Data.Import;

namespace Aread.Host.Commands;

/// <summary><c>aread import parquet</c></summary>
internal static class ImportParquetCommand
{
    public static Command Create(ProgramEnvironment environment) =>
        new ImportFilesCommand(environment, ParquetImport.RunAsync, "Parquet files of the same columns, or directories of them.").Build(
            "parquet",
            "Make a data set of Parquet files, as pandas, NVTabular or Spark write them, and a schema.",
            "aread import parquet ratings.parquet --schema ratings.schema.json --out data/ratings",
            "aread import parquet ratings/ --schema ratings.schema.json --out data/ratings");
}
