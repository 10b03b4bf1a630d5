namespace Aread.Data.Import;

/// <summary>What to import and where to.</summary>
/// <param name="Files">Files with the same columns, or directories of such files. Read in this order, those of a directory in the order of their paths.</param>
/// <param name="SchemaFile">JSON that says what the columns mean, see <see cref="CsvSchema"/>.</param>
/// <param name="OutputDirectory">Where the data set goes.</param>
/// <param name="Overwrite">Replace a data set that is there.</param>
public sealed record ImportRequest(IReadOnlyList<string> Files, string SchemaFile, string OutputDirectory, bool Overwrite = false);
