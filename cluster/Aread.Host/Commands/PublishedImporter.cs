using Aread.Data.Import;
using Aread.Data.Published;

namespace Aread.Host.Commands;

/// <summary>Imports the files of one published data set.</summary>
/// <param name="notes">Told what the user should know meanwhile, a sentence each.</param>
internal delegate Task<PublishedSummary> PublishedImporter(
    PublishedImportRequest request, IProgress<ImportProgress>? progress, IProgress<string>? notes, CancellationToken cancellationToken);
