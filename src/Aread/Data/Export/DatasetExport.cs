using System.Text.Json;
using System.Text.Json.Serialization;
using Aread.Data.Import;

namespace Aread.Data.Export;

/// <summary>
/// Writes a data set as rows, with the texts of its vocabularies, and a schema by which they are imported again. Samples stay in their splits and their order,
/// sequences become lists. What a data set does not hold cannot come back: texts of unseen values (they stay unseen), numbers (one of the bin stands for
/// all of it) and times. Memory holds the vocabularies and one row group.
/// </summary>
public static class DatasetExport
{
    private const string SchemaFile = "rows.schema.json";

    private static readonly DirectoryKind Kind = new(SchemaFile, "an", "exported data set");

    private static readonly JsonSerializerOptions Short = new(AreadJson.Indented) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Writes a file for each split into a directory. When it fails or is cancelled nothing is left behind.</summary>
    /// <param name="progress">Told the share of the samples that is done.</param>
    /// <exception cref="DataFormatException">The data set is damaged.</exception>
    /// <exception cref="AreadException">The directory cannot be used, the disk is full, or a value cannot stand in a row.</exception>
    public static Task<ExportSummary> RunAsync(
        Dataset dataset, string directory, ExportFormat format, bool overwrite = false, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => WriteAsync(dataset, directory, format, overwrite, progress, cancellationToken), cancellationToken);

    private static async Task<ExportSummary> WriteAsync(
        Dataset dataset, string directory, ExportFormat format, bool overwrite, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var plan = await ExportPlan.CreateAsync(dataset, cancellationToken);
        using var staged = StagedDirectory.Begin(directory, Kind, overwrite);
        try
        {
            var pass = new SamplePass(dataset, progress, cancellationToken);
            var unseen = new long[plan.Columns.Count];
            var files = new List<string>();
            foreach (var split in Enum.GetValues<Split>())
            {
                files.Add($"{split.ToString().ToLowerInvariant()}.{format.ToString().ToLowerInvariant()}");
                await using IRowWriter writer = format == ExportFormat.Csv ? new CsvRowWriter(plan, split, staged.Create(files[^1])) : new ParquetRowWriter(plan, split, staged.Create(files[^1]));
                await pass.ReadAsync([split], async (_, _, samples) =>
                {
                    CountUnseen(samples, unseen);
                    await writer.WriteAsync(samples, cancellationToken);
                });
                await writer.CompleteAsync(cancellationToken);
            }
            await File.WriteAllBytesAsync(staged.PathOf(SchemaFile), JsonSerializer.SerializeToUtf8Bytes(plan.Schema, Short), cancellationToken);
            staged.Commit();
            return new ExportSummary(staged.Target, pass.Done, files, SchemaFile, UnseenOf(plan, unseen), [.. plan.Columns.Where(column => column.Numbers is not null).Select(column => column.Column.Name)]);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(staged.Target, fault);
        }
    }

    private static void CountUnseen(SampleBlock samples, long[] unseen)
    {
        for (var row = 0; row < samples.Count; row++)
        {
            var sample = samples.Sample(row);
            for (var field = 0; field < unseen.Length; field++)
                if (sample[field] == 0) unseen[field]++;
        }
    }

    private static Dictionary<string, long> UnseenOf(ExportPlan plan, long[] unseen) =>
        plan.Columns.Index().Where(column => unseen[column.Index] > 0).ToDictionary(column => column.Item.Column.Name, column => unseen[column.Index]);
}
