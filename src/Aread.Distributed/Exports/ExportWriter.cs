using System.Buffers;
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
            var manifest = await WriteAsync(exported, file => Task.FromResult(directory.Create(file)), cancellationToken);
            directory.Commit();
            return manifest;
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(directory.Target, fault);
        }
    }

    /// <param name="create">Makes a file; one is closed before the next is made, and the manifest is the last.</param>
    public static async Task<ExportManifest> WriteAsync(ExportedModel exported, Func<string, Task<Stream>> create, CancellationToken cancellationToken)
    {
        var (schema, files) = (exported.Manifest.Features, new List<ExportedFile> { await WriteWeightsAsync(exported, create, cancellationToken) });
        for (var i = 0; i < schema.Fields.Count; i++)
            files.Add(await WriteVocabularyAsync(schema.Fields[i].Vocabulary, exported.Model.Vocabularies[i], create, cancellationToken));
        var manifest = exported.Manifest with { Files = files };
        await using var stream = await create(ExportManifest.FileName);
        await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(manifest, AreadJson.Indented), cancellationToken);
        return manifest;
    }

    private static async Task<ExportedFile> WriteWeightsAsync(ExportedModel exported, Func<string, Task<Stream>> create, CancellationToken cancellationToken)
    {
        var (model, shape) = (exported.Model, exported.Model.Layout.Shape);
        List<CheckpointTensor> tensors =
        [
            new(ExportedModel.Embedding, [shape.Features.Rows, shape.EmbeddingSize], model.Embedding),
            .. DensePart.TensorsOf(model.Layout, model.Weights.Weights, model.Weights.Buffers),
        ];
        await using var stream = await create(ExportManifest.WeightsFile);
        var (bytes, hash) = await SafetensorsWriter.WriteAsync(stream, tensors, null, cancellationToken);
        return new ExportedFile(ExportManifest.WeightsFile, bytes, hash);
    }

    private static async Task<ExportedFile> WriteVocabularyAsync(
        string file, IReadOnlyList<string> values, Func<string, Task<Stream>> create, CancellationToken cancellationToken)
    {
        await using var stream = await create(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = AreadJson.Compact.Encoder });
        var bytes = 0L;
        json.WriteStartArray();
        for (var i = 0; i < values.Count; i++)
        {
            json.WriteStringValue(values[i]);
            if (i % ValuesBetweenFlushes == 0) await FlushAsync();
        }
        json.WriteEndArray();
        await FlushAsync();
        return new ExportedFile(file, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));

        async Task FlushAsync()
        {
            await json.FlushAsync(cancellationToken);
            hash.AppendData(buffer.WrittenSpan);
            bytes += buffer.WrittenCount;
            await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }
    }
}
