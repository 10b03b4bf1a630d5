using System.Text.Json.Serialization;

namespace Aread.Data.Published;

/// <summary>A file of a published data set, and what tells whether it is still the same.</summary>
/// <param name="Changed">UTC.</param>
internal sealed record InputFile(string Path, long Size, DateTime Changed)
{
    private const string Compressed = ".gz";

    /// <summary>How many times as long a text is as its compressed form, at least: ids and numbers shrink to a quarter.</summary>
    private const int Expansion = 4;

    [JsonIgnore]
    public string Name => System.IO.Path.GetFileName(Path);

    [JsonIgnore]
    public bool IsCompressed => Path.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase);

    /// <summary>Bytes of the text, about.</summary>
    [JsonIgnore]
    public long TextSize => IsCompressed ? Expansion * Size : Size;

    /// <summary>Looks for a file, and for the same file compressed.</summary>
    /// <exception cref="AreadException">Neither or both are there.</exception>
    public static InputFile Find(string directory, string name)
    {
        var plain = System.IO.Path.GetFullPath(System.IO.Path.Combine(directory, name));
        if (!Directory.Exists(directory)) throw new AreadException($"{directory} is no directory. Name the one that the published files lie in (--input).");
        string[] there = [.. new[] { plain, plain + Compressed }.Where(File.Exists)];
        return there.Length switch
        {
            0 => throw new DataFormatException(plain, null, null, "The file is missing.", $"Download it, or name the directory that holds {name} or {name}{Compressed} (--input)."),
            1 => Of(there[0]),
            _ => throw new DataFormatException(plain, null, null, $"The directory holds {name}{Compressed} too.", "Leave one of both there."),
        };
    }

    /// <exception cref="DataFormatException">The file is not what it was.</exception>
    public void RequireUnchanged()
    {
        if (!File.Exists(Path) || Of(Path) != this)
            throw new DataFormatException(Path, null, null, "The file was changed while it was read.", "Wait until it is whole, and import again.");
    }

    private static InputFile Of(string path)
    {
        var file = new FileInfo(path);
        return new InputFile(path, file.Length, file.LastWriteTimeUtc);
    }
}
