using System.Security.Cryptography;
using System.Text.Json;
using Aread.Distributed.Checkpoints;

namespace Aread.Distributed.Exports;

/// <summary>Writes exports.</summary>
internal static class ExportWriter
{
    private const int ValuesBetweenFlushes = 4096;

    public static async Task<ExportManifest> WriteAsync(ExportedModel exported, string target, bool overwrite, CancellationToken cancellationToken)
    {
        using var directory = StagedDirectory.Begin(target, ExportManifest.Kind, overwrite);
        try
        {
            var (schema, files) = (exported.Manifest.Features, new List<ExportedFile> { await WriteWeightsAsync(directory, exported, cancellationToken) });
            for (var i = 0; i < schema.Fields.Count; i++)
                files.Add(await WriteVocabularyAsync(directory, schema.Fields[i].Vocabulary, exported.Model.Vocabularies[i], cancellationToken));
            var manifest = exported.Manifest with { Files = files };
            await File.WriteAllBytesAsync(directory.PathOf(ExportManifest.FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, AreadJson.Indented), cancellationToken);
            directory.Commit();
            return manifest;
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(directory.Target, fault);
        }
    }

    private static async Task<ExportedFile> WriteWeightsAsync(StagedDirectory directory, ExportedModel exported, CancellationToken cancellationToken)
    {
        var (model, shape) = (exported.Model, exported.Model.Layout.Shape);
        List<CheckpointTensor> tensors =
        [
            new(ExportedModel.Embedding, [shape.Features.Rows, shape.EmbeddingSize], model.Embedding),
            .. DensePart.TensorsOf(model.Layout, model.Weights.Weights, model.Weights.Buffers),
        ];
        await using var stream = directory.Create(ExportManifest.WeightsFile);
        var (bytes, hash) = await SafetensorsWriter.WriteAsync(stream, tensors, null, cancellationToken);
        return new ExportedFile(ExportManifest.WeightsFile, bytes, hash);
    }

    private static async Task<ExportedFile> WriteVocabularyAsync(
        StagedDirectory directory, string file, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        await using (var stream = directory.Create(file))
        await using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = AreadJson.Compact.Encoder }))
        {
            json.WriteStartArray();
            for (var i = 0; i < values.Count; i++)
            {
                json.WriteStringValue(values[i]);
                if (i % ValuesBetweenFlushes == 0) await json.FlushAsync(cancellationToken);
            }
            json.WriteEndArray();
        }
        await using var written = File.OpenRead(directory.PathOf(file));
        return new ExportedFile(file, written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken)));
    }
}
