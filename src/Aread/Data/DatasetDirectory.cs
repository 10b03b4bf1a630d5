namespace Aread.Data;

/// <summary>A directory that is filled beside its place and put there in one move.</summary>
internal sealed class DatasetDirectory : IDisposable
{
    private readonly string _temporary;
    private readonly bool _overwrite;
    private bool _committed;

    private DatasetDirectory(string target, string temporary, bool overwrite) => (Target, _temporary, _overwrite) = (target, temporary, overwrite);

    /// <summary>Full path of the place.</summary>
    public string Target { get; }

    /// <exception cref="AreadException">Something is there already, or the place cannot be written.</exception>
    public static DatasetDirectory Begin(string target, bool overwrite)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (File.Exists(full)) throw new AreadException($"{full} is a file. Name a directory for the data set.");
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            if (!File.Exists(Path.Combine(full, DatasetManifest.FileName)))
                throw new AreadException($"{full} is not empty and is no data set. Name another directory.");
            if (!overwrite) throw new AreadException($"{full} holds a data set already. Replace it (--overwrite) or name another directory.");
        }
        var temporary = $"{full}.{Path.GetRandomFileName()}.partial";
        try
        {
            Directory.CreateDirectory(temporary);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(full, fault);
        }
        return new DatasetDirectory(full, temporary, overwrite);
    }

    public string PathOf(string file) => Path.Combine(_temporary, file);

    public void Commit()
    {
        var old = $"{_temporary}.old";
        if (_overwrite && File.Exists(Path.Combine(Target, DatasetManifest.FileName))) Directory.Move(Target, old);
        else if (Directory.Exists(Target)) Directory.Delete(Target);
        Directory.Move(_temporary, Target);
        _committed = true;
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }

    public void Dispose()
    {
        if (!_committed && Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
    }
}
