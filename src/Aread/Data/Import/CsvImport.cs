namespace Aread.Data.Import;

/// <summary>Makes a data set of CSV files of any size; see <see cref="DatasetImport"/>.</summary>
public static class CsvImport
{
    /// <summary>Imports. When it fails or is cancelled nothing is left behind.</summary>
    /// <param name="progress">Told every few thousand rows.</param>
    /// <exception cref="DataFormatException">A file, the schema or a cell does not hold what it should.</exception>
    /// <exception cref="AreadException">The directory cannot be used, the disk is full, or the rows make no data set.</exception>
    public static Task<ImportSummary> RunAsync(
        ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => ImportAsync(request, new ImportMeter(progress, cancellationToken), stream => stream), cancellationToken);

    /// <param name="through">Wraps every file that is written.</param>
    internal static Task<ImportSummary> ImportAsync(ImportRequest request, ImportMeter meter, Func<Stream, Stream> through) =>
        FileImport.RunAsync(request, ".csv", CsvSource.Rows, meter, through);
}
