namespace Aread.Benchmarks.Published;

/// <summary>What an import has on disk.</summary>
internal static class DiskUse
{
    /// <summary>Bytes of all files in a directory, and in what lies beside it and has its name in front.</summary>
    public static long Of(string output)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        return new DirectoryInfo(Path.GetDirectoryName(full)!).EnumerateFileSystemInfos($"{Path.GetFileName(full)}*")
            .Sum(entry => entry is DirectoryInfo directory ? directory.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : ((FileInfo)entry).Length);
    }
}
