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
        InputFile[] inputs = [.. format.Files.Select(name => InputFile.Find(request.InputDirectory, name))];
        var wanted = new PreparationRecord(format.Name, format.Options, AreadVersion.Current, inputs);
        if (!request.Overwrite && Preparation.IsLeft(request, wanted, PublishedRecord.FileName)) return await EndAsync(format, request, wanted, meter, notes);
        StagedDirectory.RequireFree(request.OutputDirectory, DatasetManifest.Kind, request.Overwrite);
        DiskSpace.Require(request, format.DiskNeeded(inputs));
        using var preparation = Preparation.Open(request, wanted, meter, notes);
        ImportSummary imported;
        PublishedRecord record;
        try
        {
            var rows = format.Prepare(inputs, preparation);
            preparation.WriteRejected();
            record = new PublishedRecord(format.Name, format.Paper, rows.Counts, preparation.Rejected) { Augmentation = format.Augmentation };
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
            if (!preparation.HasProgress) preparation.Discard();
            else if (fault is not RejectLimitException) notes?.Report($"What is done so far stays in {preparation.Location}: the same command goes on from there.");
            if (StorageFault.Is(fault)) throw StorageFault.Of(preparation.Location, fault);
            throw;
        }
        return await SummaryAsync(format, request, imported.Dataset, record, imported.Warnings, meter);
    }

    /// <summary>The import was broken off when the data set was in its place already: what is left of its preparation goes, and its figures are told.</summary>
    private static Task<PublishedSummary> EndAsync(IPublishedFormat format, PublishedImportRequest request, PreparationRecord wanted, ImportMeter meter, IProgress<string>? notes)
    {
        using (var preparation = Preparation.Open(request, wanted, meter, null)) preparation.Discard();
        notes?.Report("The data set was in its place when the import was broken off.");
        var dataset = Dataset.Open(request.OutputDirectory);
        return SummaryAsync(format, request, dataset, PublishedRecord.TryRead(dataset)!, [], meter);
    }

    private static async Task<PublishedSummary> SummaryAsync(
        IPublishedFormat format, PublishedImportRequest request, Dataset dataset, PublishedRecord record, IReadOnlyList<string> warnings, ImportMeter meter) =>
        new(dataset, record, await PublishedFigures.OfAsync(dataset, format.Augmentation, meter.For("figures")), File.Exists(request.RejectedFile) ? request.RejectedFile : null, warnings);

    private static PublishedRecord WithDomains(PublishedRecord record, long dropped) =>
        dropped == 0 ? record : record with { Counts = [.. record.Counts, new CountedRows("dropped: its domain has no train samples", dropped)] };
}
