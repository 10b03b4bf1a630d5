namespace Aread.Data.Import;

/// <summary>
/// Makes a data set of Parquet files as pandas, NVTabular and Spark write them; see <see cref="DatasetImport"/>. The rows give the data set that they give as
/// CSV. Of the files, one row group is in memory at a time.
/// </summary>
public static class ParquetImport
{
    /// <inheritdoc cref="CsvImport.RunAsync"/>
    public static Task<ImportSummary> RunAsync(
        ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => FileImport.RunAsync(request, ".parquet", ParquetSource.Rows, new ImportMeter(progress, cancellationToken)), cancellationToken);
}
