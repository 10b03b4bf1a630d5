namespace Aread.Data;

/// <summary>Whether a manifest fits itself.</summary>
internal static class ManifestCheck
{
    /// <exception cref="DataFormatException">It does not; the message says where.</exception>
    public static void Require(DatasetManifest manifest, string path)
    {
        if (manifest.Version != DatasetManifest.CurrentVersion)
            throw Fault(path, $"The data set has format version {manifest.Version}, this program reads {DatasetManifest.CurrentVersion}.");
        RequireField(manifest, manifest.ItemField, FieldRole.Item, path);
        RequireField(manifest, manifest.DomainField, FieldRole.Domain, path);
        RequireUnique(manifest.Fields.Select(field => field.Name).Concat(manifest.Sequences.Select(sequence => sequence.Name)), "field or sequence", path);
        RequireUnique(manifest.Domains.Select(domain => domain.Name), "domain", path);
        foreach (var field in manifest.Fields)
            if (field.VocabularySize < 1) throw Fault(path, $"Field '{field.Name}' has a vocabulary of {field.VocabularySize} ids.");
        foreach (var sequence in manifest.Sequences)
            if (sequence.Length < 1) throw Fault(path, $"Sequence '{sequence.Name}' has a length of {sequence.Length}.");
        var ids = manifest.Fields[manifest.DomainFieldIndex].VocabularySize;
        foreach (var domain in manifest.Domains) Require(domain, ids, path);
    }

    private static void Require(DomainSpec domain, int ids, string path)
    {
        if (domain.Id < 0 || domain.Id >= ids) throw Fault(path, $"Domain '{domain.Name}' has id {domain.Id}, the domain field has ids 0 to {ids - 1}.");
        foreach (var partition in domain.Partitions)
            if (partition.Samples < 0 || partition.Positives < 0 || partition.Positives > partition.Samples)
                throw Fault(path, $"Domain '{domain.Name}' has a partition of {partition.Samples} samples, {partition.Positives} of them positive.");
    }

    private static void RequireField(DatasetManifest manifest, string name, FieldRole role, string path)
    {
        if (!manifest.Fields.Any(field => field.Name == name && field.Role == role)) throw Fault(path, $"There is no field '{name}' of role {role}.");
    }

    private static void RequireUnique(IEnumerable<string> names, string what, string path)
    {
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw Fault(path, $"There are two entries '{twice.Key}' ({what}).");
    }

    private static DataFormatException Fault(string path, string reason) => new(path, null, null, reason, "Make the data set again.");
}
