using System.Text.Json;
using Aread.Data.Import;

namespace Aread.Data.Published;

/// <summary>Makes a data set of published files: steps of preparation that an import broken off need not do again, then <see cref="DatasetImport"/>.</summary>
internal static class PublishedImport
{
    /// <exception cref="AreadException">The request, the files or the directory cannot be used.</exception>
    public static Task<PublishedSummary> RunAsync(
        IPublishedFormat format, PublishedImportRequest request, IProgress<ImportProgress>? progress, IProgress<string>? notes, CancellationToken cancellationToken) =>
        Task.Run(() => ImportAsync(format, request, new ImportMeter(progress, cancellationToken), notes), cancellationToken);

    private static async Task<PublishedSummary> ImportAsync(IPublishedFormat format, PublishedImportRequest request, ImportMeter meter, IProgress<string>? notes)
    {
        if (request.MaxRejected is not (>= 0 and <= 1)) throw new AreadException($"The share of rows that may be damaged is {request.MaxRejected}. It must lie in 0 to 1 (--max-rejected).");
        StagedDirectory.RequireFree(request.OutputDirectory, DatasetManifest.Kind, request.Overwrite);
        InputFile[] inputs = [.. format.Files.Select(name => InputFile.Find(request.InputDirectory, name))];
        using var preparation = Preparation.Open(request, new PreparationRecord(format.Name, format.Options, AreadVersion.Current, inputs), meter, notes);
        ImportSummary imported;
        PublishedRecord record;
        try
        {
            var rows = format.Prepare(inputs, preparation);
            preparation.WriteRejected();
            record = new PublishedRecord(format.Name, format.Paper, rows.Counts, preparation.Rejected);
            imported = await DatasetImport.RunAsync(
                rows.Schema,
                [rows.Rows],
                request.OutputDirectory,
                request.Overwrite,
                meter,
                beside: preparation.Location,
                addition: (PublishedRecord.FileName, dropped => JsonSerializer.SerializeToUtf8Bytes(record = WithDomains(record, dropped), AreadJson.Indented)));
            preparation.Discard();
        }
        catch (Exception fault)
        {
            if (preparation.HasProgress) notes?.Report($"What is done so far stays in {preparation.Location}: the same command goes on from there.");
            else preparation.Discard();
            if (StorageFault.Is(fault)) throw StorageFault.Of(preparation.Location, fault);
            throw;
        }
        return await PublishedSummary.OfAsync(imported.Dataset, record, format.Augmentation, File.Exists(request.RejectedFile) ? request.RejectedFile : null, imported.Warnings, meter.Cancellation);
    }

    private static PublishedRecord WithDomains(PublishedRecord record, long dropped) =>
        dropped == 0 ? record : record with { Counts = [.. record.Counts, new CountedRows("dropped: its domain has no train samples", dropped)] };
}
