using Aread.Data.Import;

namespace Aread.Data.Published.CloudTheme;

/// <summary>Makes a data set of the published files of Cloud-Theme; see <see cref="CloudThemeFormat"/>.</summary>
public static class CloudThemeImport
{
    /// <summary>Imports. What is done when it is broken off need not be done again.</summary>
    /// <param name="notes">Told what the user should know meanwhile, a sentence each.</param>
    /// <exception cref="AreadException">The request, the files or the directory cannot be used.</exception>
    public static Task<PublishedSummary> RunAsync(
        PublishedImportRequest request,
        CloudThemeOptions options,
        IProgress<ImportProgress>? progress = null,
        IProgress<string>? notes = null,
        CancellationToken cancellationToken = default) =>
        PublishedImport.RunAsync(new CloudThemeFormat(options), request, progress, notes, cancellationToken);
}
