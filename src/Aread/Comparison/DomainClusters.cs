using Aread.Data;

namespace Aread.Comparison;

/// <summary>Groups of domains that share a tower in the systems that have one for each group: the contents of <c>clusters.json</c>.</summary>
/// <param name="Dataset">Fingerprint of the data they were made of.</param>
/// <param name="Method">How they were made, for people.</param>
/// <param name="Groups">The domains of each group, by name.</param>
public sealed record DomainClusters(string Dataset, string Method, IReadOnlyList<IReadOnlyList<string>> Groups)
{
    /// <exception cref="DataFormatException">The file is missing or damaged, is of other data, or has not every domain once.</exception>
    public static DomainClusters Read(string path, Dataset dataset)
    {
        var clusters = AreadJson.ReadFile<DomainClusters>(path);
        if (clusters.Dataset != dataset.Fingerprint.Dataset)
            throw new DataFormatException(path, null, null, "The clusters were made of other data.", "Make them of this data: aread precluster.");
        if (!clusters.Groups.SelectMany(group => group).Order(StringComparer.Ordinal).SequenceEqual(dataset.Manifest.Domains.Select(domain => domain.Name).Order(StringComparer.Ordinal)))
            throw new DataFormatException(path, null, null, "Not every domain is in one group.", "Make the file again: aread precluster.");
        return clusters;
    }

    /// <returns>[domains], the group of each.</returns>
    public int[] GroupOf(DatasetManifest manifest)
    {
        var groups = Groups.SelectMany((names, group) => names.Select(name => (name, group))).ToDictionary(entry => entry.name, entry => entry.group, StringComparer.Ordinal);
        return [.. manifest.Domains.Select(domain => groups[domain.Name])];
    }
}
