namespace Aread.Data.Import;

/// <summary>Finds the columns of a schema in a file.</summary>
internal static class ColumnPlaces
{
    private const int Nowhere = -1;

    /// <param name="row">Of the header, for messages; null if the file has none.</param>
    /// <param name="header">Names of the file's columns.</param>
    /// <returns>By column of the schema, its place in the header; that of a column that is not <see cref="ColumnOrigin.File"/> is never to be asked for.</returns>
    /// <exception cref="DataFormatException">The file's columns are not the schema's.</exception>
    public static int[] Of(string path, long? row, List<string> header, CsvSchema schema)
    {
        if (header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new DataFormatException(path, row, twice.Key, "The header has the column twice.", "Rename or remove one.");
        foreach (var column in schema.Columns)
        {
            var isThere = header.Contains(column.Name);
            if (!isThere && column.From == ColumnOrigin.File)
                throw new DataFormatException(path, row, column.Name, $"The column is missing; the header has {string.Join(", ", header)}.", "Correct the schema or the file.");
            if (isThere && column.From == ColumnOrigin.Directory)
                throw new DataFormatException(path, row, column.Name, "The file has the column, but the schema takes it from the directory.", "Remove \"from\" from the column, or rename it.");
        }
        foreach (var name in header)
            if (!schema.Columns.Any(column => column.Name == name))
                throw new DataFormatException(path, row, name, "The schema does not say what the column is.", "Add it to the schema, with \"kind\": \"ignore\" if it is not wanted.");
        return [.. schema.Columns.Select(column => column.From == ColumnOrigin.File ? header.IndexOf(column.Name) : Nowhere)];
    }
}
