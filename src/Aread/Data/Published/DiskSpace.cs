namespace Aread.Data.Published;

/// <summary>Whether an import has room on the disk.</summary>
internal static class DiskSpace
{
    /// <summary>What an import that was broken off has left there counts as room: it goes on from that, or deletes it.</summary>
    /// <param name="needed">Bytes that it has on disk at once.</param>
    /// <exception cref="AreadException">There is too little.</exception>
    public static void Require(PublishedImportRequest request, long needed)
    {
        var there = Directory.Exists(request.PreparationDirectory) ? new DirectoryInfo(request.PreparationDirectory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
        var free = request.FreeBytes(request.PreparationDirectory) + there;
        if (needed > free)
            throw new AreadException($"The import needs about {Size(needed)} on the disk of {request.OutputDirectory}, and {Size(free)} are free. Free some space, or name a directory on another disk (--out).");
    }

    /// <summary>Bytes that may be written where a path lies or will lie; as many as there can be where that cannot be told.</summary>
    public static long FreeAt(string path)
    {
        var there = Path.GetFullPath(path);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } parent) there = parent;
        try
        {
            return new DriveInfo(there).AvailableFreeSpace;
        }
        catch (Exception fault) when (StorageFault.Is(fault) || fault is ArgumentException)
        {
            return long.MaxValue / 2;
        }
    }

    private static string Size(long bytes) => FormattableString.Invariant($"{bytes / (1024.0 * 1024 * 1024):F1} GiB");
}
