namespace Aread;

/// <summary>A directory that is filled beside its place and put there in one move.</summary>
public sealed class StagedDirectory : IDisposable
{
    private readonly string _temporary;
    private readonly DirectoryKind _kind;
    private readonly bool _overwrite;
    private readonly Func<Stream, Stream> _through;
    private bool _committed;

    private StagedDirectory(string target, string temporary, DirectoryKind kind, bool overwrite, Func<Stream, Stream> through) =>
        (Target, _temporary, _kind, _overwrite, _through) = (target, temporary, kind, overwrite, through);

    /// <summary>Full path of the place.</summary>
    public string Target { get; }

    /// <param name="kind">What it is to hold; a directory that holds something else is never replaced.</param>
    /// <param name="through">Wraps every file that is written; none if absent.</param>
    /// <param name="beside">Directory in which it is filled, on the same file system; that of the place if absent.</param>
    /// <exception cref="AreadException">Something is there already, or the place cannot be written.</exception>
    public static StagedDirectory Begin(string target, DirectoryKind kind, bool overwrite, Func<Stream, Stream>? through = null, string? beside = null)
    {
        var full = RequireFree(target, kind, overwrite);
        var name = $"{Path.GetFileName(full)}.{Path.GetRandomFileName()}.partial";
        var temporary = Path.Combine(beside ?? Path.GetDirectoryName(full) ?? "", name);
        try
        {
            Directory.CreateDirectory(temporary);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(full, fault);
        }
        return new StagedDirectory(full, temporary, kind, overwrite, through ?? (stream => stream));
    }

    /// <summary>Whether a directory can be put there.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="AreadException">Something is there already.</exception>
    public static string RequireFree(string target, DirectoryKind kind, bool overwrite)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (File.Exists(full)) throw new AreadException($"{full} is a file. Name a directory for the {kind.Name}.");
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            if (!File.Exists(Path.Combine(full, kind.Marker)))
                throw new AreadException($"{full} is not empty and is no {kind.Name}. Name another directory.");
            if (!overwrite) throw new AreadException($"{full} holds {kind.Article} {kind.Name} already. Replace it (--overwrite) or name another directory.");
        }
        return full;
    }

    public string PathOf(string file) => Path.Combine(_temporary, file);

    /// <summary>Makes a file. It is not buffered, so that closing it writes nothing and cannot fail.</summary>
    public Stream Create(string file) => _through(new FileStream(PathOf(file), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0));

    public void Commit()
    {
        foreach (var file in Directory.EnumerateFiles(_temporary)) FlushToDisk(file);
        var old = $"{_temporary}.old";
        if (_overwrite && File.Exists(Path.Combine(Target, _kind.Marker))) Directory.Move(Target, old);
        else if (Directory.Exists(Target)) Directory.Delete(Target);
        Directory.Move(_temporary, Target);
        _committed = true;
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }

    public void Dispose()
    {
        if (!_committed && Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
    }

    private static void FlushToDisk(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }
}
