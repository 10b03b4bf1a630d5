using System.Text.Json;

namespace Aread.Data.Import;

/// <summary>
/// Makes a data set of rows, wherever they come from. They are read once; parsed rows lie in fixed-size records in a temporary directory beside the
/// target, sorted by time. Memory grows with the number of distinct values, not with the number of rows. Vocabularies and bins come from train alone.
/// </summary>
internal static class DatasetImport
{
    /// <summary>When it fails or is cancelled nothing is left behind.</summary>
    /// <param name="through">Wraps every file that is written.</param>
    /// <param name="beside">Directory for what is temporary, on the same file system; that of the target if absent.</param>
    /// <param name="addition">A file more for the data set, made when it is known how many rows were left out with their domains.</param>
    /// <exception cref="DataFormatException">A cell does not hold what it should.</exception>
    /// <exception cref="AreadException">The directory cannot be used, the disk is full, or the rows make no data set.</exception>
    public static async Task<ImportSummary> RunAsync(
        CsvSchema schema,
        IReadOnlyList<RowSet> sets,
        string directory,
        bool overwrite,
        ImportMeter meter,
        Func<Stream, Stream>? through = null,
        string? beside = null,
        (string Name, Func<long, byte[]> Content)? addition = null)
    {
        using var staging = StagedDirectory.Begin(directory, DatasetManifest.Kind, overwrite, through, beside);
        try
        {
            var plan = new ImportPlan(schema);
            var rows = StagedRows.Read(sets, plan, staging, meter);
            var domains = DomainSelection.Of(rows, meter);
            var fields = TrainVocabularies.Of(rows, domains, meter);
            var draft = new DatasetDraft(
                schema.Name ?? Path.GetFileName(staging.Target),
                [.. fields.Select(field => field.Draft)],
                plan.Fields[plan.Item].Name,
                plan.Fields[plan.Domain].Name,
                [.. plan.Sequences.Select(sequence => new SequenceSpec(sequence.Name, sequence.Length)), .. schema.Histories.Select(history => new SequenceSpec(history.Name, history.Length))],
                domains.Names);
            await using var writer = DatasetWriter.Create(StagedDirectory.Begin(directory, DatasetManifest.Kind, overwrite, through, beside), draft);
            var samples = new SampleAssembly(rows, domains, fields);
            await samples.WriteAsync(writer, meter);
            await writer.AddFileAsync(ImportRecord.FileName, JsonSerializer.SerializeToUtf8Bytes(ImportRecord.Of(rows, domains, fields, samples), AreadJson.Indented), meter.Cancellation);
            if (addition is { } file) await writer.AddFileAsync(file.Name, file.Content(domains.DroppedRows), meter.Cancellation);
            return new ImportSummary(await writer.CompleteAsync(meter.Cancellation), rows.File.Count, domains.DroppedRows, domains.Warnings);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(staging.Target, fault);
        }
    }
}
