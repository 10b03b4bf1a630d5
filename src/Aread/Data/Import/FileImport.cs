namespace Aread.Data.Import;

/// <summary>What imports of files have in common, whatever is in them.</summary>
internal static class FileImport
{
    /// <param name="extension">Of the files that a directory is searched for, with the dot.</param>
    /// <param name="rows">The rows of one file.</param>
    /// <inheritdoc cref="DatasetImport.RunAsync"/>
    public static Task<ImportSummary> RunAsync(
        ImportRequest request, string extension, Func<string, CsvSchema, RowSet> rows, ImportMeter meter, Func<Stream, Stream>? through = null)
    {
        if (request.Files.Count == 0) throw new AreadException($"There is no file to import. Name at least one file (*{extension}) or a directory of them.");
        var schema = CsvSchema.Read(request.SchemaFile);
        var files = RowFile.Find(request.Files, extension);
        return DatasetImport.RunAsync(schema, [.. files.Select(file => WithDirectory(rows(file.Path, schema), file, schema))], request.OutputDirectory, request.Overwrite, meter, through);
    }

    private static RowSet WithDirectory(RowSet rows, RowFile file, CsvSchema schema)
    {
        var domain = schema.Columns.Index().FirstOrDefault(column => column.Item.From == ColumnOrigin.Directory);
        if (domain.Item is null) return rows;
        var value = file.ValueOf(domain.Item.Name);
        return rows with { Open = () => new DirectoryColumn(rows.Open(), domain.Index, value) };
    }
}
