using Aread.Data;
using Aread.Host.Web;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Api;

/// <summary>The data sets in a directory, by where they are in it.</summary>
internal sealed class DatasetCatalog(RootDirectory root)
{
    private static readonly EnumerationOptions Search = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 3,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
        IgnoreInaccessible = true,
    };

    public IReadOnlyList<DatasetSummary> List() => [.. Names().Select(Summarize)];

    /// <summary>Full path of a data set.</summary>
    /// <exception cref="ApiException">There is none; or see <see cref="RootDirectory.Locate"/>.</exception>
    public string Locate(string name)
    {
        var location = root.Locate(name);
        if (File.Exists(Path.Combine(location, DatasetManifest.FileName))) return location;
        throw new ApiException(StatusCodes.Status404NotFound, $"There is no data set '{name}'.{RunCatalog.Near(name, Names())}");
    }

    private IEnumerable<string> Names() => !Directory.Exists(root.Path)
        ? []
        : Directory.EnumerateFiles(root.Path, DatasetManifest.FileName, Search)
            .Select(file => Path.GetRelativePath(root.Path, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => name != ".").Order(StringComparer.Ordinal);

    private DatasetSummary Summarize(string name)
    {
        try
        {
            var manifest = Dataset.Open(Locate(name)).Manifest;
            long Samples(Split split) => manifest.Domains.Sum(domain => domain.Partition(split).Samples);
            return new DatasetSummary(name, manifest.Name, manifest.Domains.Count, manifest.Fields.Count, Samples(Split.Train), Samples(Split.Valid), Samples(Split.Test), null);
        }
        catch (AreadException fault)
        {
            return new DatasetSummary(name, null, 0, 0, 0, 0, 0, fault.Message);
        }
    }
}
