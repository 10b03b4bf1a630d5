using System.Collections.Concurrent;

namespace Aread.Data;

/// <summary>A data set on disk, opened for reading.</summary>
public sealed class Dataset
{
    private readonly ConcurrentDictionary<string, bool> _verified = new();

    private Dataset(string directory, DatasetManifest manifest) => (Directory, Manifest, Fingerprint) = (directory, manifest, DatasetFingerprint.Of(manifest));

    /// <summary>Full path.</summary>
    public string Directory { get; }

    public DatasetManifest Manifest { get; }

    public DatasetFingerprint Fingerprint { get; }

    /// <summary>Reads and checks <c>dataset.json</c>, and that every file it names is there with the size it states.</summary>
    /// <exception cref="DataFormatException">Something is missing, cut short, or does not fit.</exception>
    public static Dataset Open(string directory)
    {
        var full = Path.GetFullPath(directory);
        var path = Path.Combine(full, DatasetManifest.FileName);
        if (!File.Exists(path))
            throw new DataFormatException(path, null, null, "There is no data set here.", "Make one with 'aread import csv' or 'aread synthesize', or name another directory.");
        var manifest = AreadJson.ReadFile<DatasetManifest>(path);
        ManifestCheck.Require(manifest, path);
        foreach (var partition in manifest.Domains.SelectMany(domain => domain.Partitions))
            if (!partition.IsEmpty) RequireSize(PathOf(full, manifest, partition), partition);
        return new Dataset(full, manifest);
    }

    /// <summary>Opens a partition that has samples. The first time its contents are compared with the hash in the manifest.</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    public async Task<PartitionReader> OpenPartitionAsync(DomainSpec domain, Split split, CancellationToken cancellationToken = default)
    {
        var partition = domain.Partition(split);
        var path = PathOf(partition);
        if (_verified.TryAdd(path, true))
        {
            var hash = await ContentHash.OfFileAsync(path, cancellationToken);
            if (hash != partition.Hash)
            {
                _verified.TryRemove(path, out _);
                throw new DataFormatException(path, null, null, "The file was altered: its contents do not give the hash that dataset.json states.", "Make the data set again.");
            }
        }
        return await PartitionReader.OpenAsync(path, Manifest, partition, cancellationToken);
    }

    /// <summary>Full path of a partition's file.</summary>
    public string PathOf(PartitionSpec partition) => PathOf(Directory, Manifest, partition);

    private static string PathOf(string directory, DatasetManifest manifest, PartitionSpec partition) =>
        Path.GetFullPath(Path.Combine(partition.IsOfBase && manifest.Base is { } source ? source : directory, partition.File));

    private static void RequireSize(string path, PartitionSpec partition)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new DataFormatException(path, null, null, "The file is missing.", "Make the data set again.");
        if (file.Length != partition.Bytes)
            throw new DataFormatException(path, null, null, $"The file has {file.Length} bytes, dataset.json says {partition.Bytes}: it was cut short or altered.", "Make the data set again.");
    }
}
