namespace Aread.Data;

/// <summary>A data set on disk, opened for reading.</summary>
public sealed class Dataset
{
    public required string Directory { get; init; }

    public required DatasetManifest Manifest { get; init; }
}
