namespace Aread.Data.Import;

/// <summary>A file of rows, and what its directories say.</summary>
/// <param name="Folders">Names of the directories that can name the domain, the outermost first.</param>
internal sealed record RowFile(string Path, IReadOnlyList<string> Folders)
{
    /// <summary>What Hive and Spark call a directory whose value is missing.</summary>
    private const string HiveMissing = "__HIVE_DEFAULT_PARTITION__";

    private const string RemedyOfNone = "Put it into a directory named as its domain, or name the domain in a column.";

    /// <summary>Files stand for themselves, directories for all files below them that end so, in the order of their paths; names that begin with '_' or '.' are passed over.</summary>
    /// <param name="extension">With the dot.</param>
    /// <exception cref="DataFormatException">A directory holds no such file, or cannot be read.</exception>
    public static IReadOnlyList<RowFile> Find(IEnumerable<string> paths, string extension) => [.. paths.SelectMany(path => Directory.Exists(path) ? Below(path, extension) : [Named(path)])];

    /// <summary>The value of a column that is <see cref="ColumnOrigin.Directory"/>.</summary>
    /// <exception cref="DataFormatException">No directory names one.</exception>
    public string ValueOf(string column)
    {
        foreach (var folder in Folders)
            if (folder.StartsWith($"{column}=", StringComparison.Ordinal))
                return folder[(column.Length + 1)..] is var value and not HiveMissing ? Uri.UnescapeDataString(value) : "";
        return Folders.FirstOrDefault(folder => !folder.Contains('=', StringComparison.Ordinal))
            ?? throw new DataFormatException(Path, null, column, "No directory names the value of the column.", RemedyOfNone);
    }

    private static RowFile Named(string path) => new(path, System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))) is { Length: > 0 } folder ? [folder] : []);

    private static List<RowFile> Below(string directory, string extension)
    {
        var found = new List<RowFile>();
        try
        {
            Collect(directory, [], extension, found);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw new DataFormatException(directory, null, null, $"The directory cannot be read: {fault.Message.TrimEnd('.')}.", "Check it and its permissions.", fault);
        }
        if (found.Count == 0) throw new DataFormatException(directory, null, null, $"The directory holds no file *{extension}.", "Name the directory that holds them.");
        return found;
    }

    private static void Collect(string directory, string[] folders, string extension, List<RowFile> found)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal))
        {
            var name = System.IO.Path.GetFileName(entry);
            if (name[0] is '_' or '.') continue;
            if (Directory.Exists(entry)) Collect(entry, [.. folders, name], extension, found);
            else if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) found.Add(new RowFile(entry, folders));
        }
    }
}
