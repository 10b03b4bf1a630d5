using System.Text.Json;

namespace Aread.Data;

/// <summary>What tells a data set from another wherever it lies: hashes (XXH3, 128 bits, hexadecimal) over its manifest, which holds those of its files.</summary>
/// <param name="Dataset">Over everything, samples included: equal if a run can go on with it.</param>
/// <param name="Features">Over fields, the values of their vocabularies, sequences and domains in order: equal if a trained model can score it.</param>
public sealed record DatasetFingerprint(string Dataset, string Features)
{
    internal static DatasetFingerprint Of(DatasetManifest manifest)
    {
        var domains = manifest.Domains.Select(domain => new { domain.Name, domain.Id });
        return new DatasetFingerprint(HashOf(manifest with { Base = null }), HashOf(new { manifest.Fields, manifest.ItemField, manifest.DomainField, manifest.Sequences, domains }));
    }

    private static string HashOf<T>(T value) => ContentHash.Of(JsonSerializer.SerializeToUtf8Bytes(value, AreadJson.Compact));
}
