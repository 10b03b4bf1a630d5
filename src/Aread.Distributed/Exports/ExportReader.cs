using System.Security.Cryptography;
using System.Text.Json;
using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Hei;
using Aread.Serving;

namespace Aread.Distributed.Exports;

/// <summary>Reads exports.</summary>
internal static class ExportReader
{
    private const string Remedy = "Export the run again.";

    public static async Task<ExportedModel> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetFullPath(directory), ExportManifest.FileName);
        if (!File.Exists(path)) throw new DataFormatException(path, null, null, "There is no exported model here.", "Make one with 'aread export', or name another directory.");
        var manifest = AreadJson.ReadFile<ExportManifest>(path);
        if (manifest.Version != ExportManifest.CurrentVersion)
            throw new DataFormatException(path, null, null, $"The export has format version {manifest.Version}, this program reads {ExportManifest.CurrentVersion}.", Remedy);

        var (schema, vocabularies) = (manifest.Features, new List<IReadOnlyList<string>>());
        foreach (var field in schema.Fields)
        {
            await using var stream = await OpenAsync(path, manifest, field.Vocabulary, cancellationToken);
            vocabularies.Add(await JsonSerializer.DeserializeAsync<string[]>(stream, AreadJson.Compact, cancellationToken) ?? []);
        }
        var layout = new DenseLayout(manifest.Model.ToShape(schema.ToFeatures()));
        await using var weights = await OpenAsync(path, manifest, ExportManifest.WeightsFile, cancellationToken);
        var part = await SafetensorsReader.ReadAsync(weights, weights.Name, cancellationToken);
        var embedding = part[ExportedModel.Embedding].Floats;
        if (embedding.Length != (long)layout.Shape.Features.Rows * layout.Shape.EmbeddingSize)
            throw new DataFormatException(path, null, null, $"It states {layout.Shape.Features.Rows} rows of {layout.Shape.EmbeddingSize}; the table has {embedding.Length} numbers.", Remedy);
        return new ExportedModel(manifest, new ServedModel(schema, layout, DensePart.WeightsOf(part, layout, manifest.Step), embedding, vocabularies));
    }

    /// <summary>Opens a file after its contents were compared with the manifest.</summary>
    private static async Task<FileStream> OpenAsync(string manifestPath, ExportManifest manifest, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetDirectoryName(manifestPath)!, name);
        var stated = manifest.Files.FirstOrDefault(file => file.File == name)
            ?? throw new DataFormatException(manifestPath, null, null, $"It does not list the file '{name}'.", Remedy);
        if (!File.Exists(path)) throw new DataFormatException(path, null, null, "The file is missing.", Remedy);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            if (stream.Length != stated.Bytes || Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) != stated.Sha256)
                throw new DataFormatException(path, null, null, "The file was cut short or altered: its contents do not give the hash that export.json states.", Remedy);
            stream.Position = 0;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
