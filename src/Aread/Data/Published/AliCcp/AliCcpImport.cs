using Aread.Data.Import;

namespace Aread.Data.Published.AliCcp;

/// <summary>Makes a data set of the published files of AliCCP; see <see cref="AliCcpFormat"/>.</summary>
public static class AliCcpImport
{
    /// <summary>Imports. What is done when it is broken off need not be done again.</summary>
    /// <param name="notes">Told what the user should know meanwhile, a sentence each.</param>
    /// <exception cref="AreadException">The request, the files or the directory cannot be used.</exception>
    public static Task<PublishedSummary> RunAsync(
        PublishedImportRequest request,
        AliCcpOptions options,
        IProgress<ImportProgress>? progress = null,
        IProgress<string>? notes = null,
        CancellationToken cancellationToken = default) =>
        PublishedImport.RunAsync(new AliCcpFormat(options), request, progress, notes, cancellationToken);
}
