using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>Makes a data set of <c>all_csv_files.csv</c> and <c>All_Amazon_Meta.json</c> of Amazon Review Data (2018).</summary>
public static class AmazonImport
{
    /// <summary>An import that fails or is cancelled leaves finished steps beside the target, from which the same import goes on.</summary>
    /// <param name="progress">Told every few thousand rows.</param>
    /// <param name="notes">Told what the user should know meanwhile, a sentence each.</param>
    /// <exception cref="AreadException">The request, the files or the directory cannot be used.</exception>
    public static Task<PublishedSummary> RunAsync(
        PublishedImportRequest request, IProgress<ImportProgress>? progress = null, IProgress<string>? notes = null, CancellationToken cancellationToken = default) =>
        PublishedImport.RunAsync(new AmazonFormat(), request, progress, notes, cancellationToken);
}
