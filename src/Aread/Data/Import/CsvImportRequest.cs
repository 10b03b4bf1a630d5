namespace Aread.Data.Import;

/// <summary>What to import and where to.</summary>
/// <param name="Files">CSV files with the same columns, each with a header. Read in this order.</param>
/// <param name="SchemaFile">JSON that says what the columns mean, see <see cref="CsvSchema"/>.</param>
/// <param name="OutputDirectory">Where the data set goes.</param>
/// <param name="Overwrite">Replace a data set that is there.</param>
public sealed record CsvImportRequest(IReadOnlyList<string> Files, string SchemaFile, string OutputDirectory, bool Overwrite = false);
