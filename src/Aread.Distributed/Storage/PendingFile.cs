namespace Aread.Distributed.Storage;

/// <summary>
/// A file that is being written under a temporary name in its own directory and takes its place in one move. Whoever looks sees the old file or
/// the whole new one; disposed without <see cref="Commit"/>, it leaves nothing behind.
/// </summary>
public sealed class PendingFile : IDisposable
{
    /// <summary>Ending of the temporary names. What carries it after a crash belongs to nobody.</summary>
    public const string TemporaryExtension = ".tmp";

    private readonly string _directory;
    private readonly string _temporary;
    private bool _committed;

    /// <param name="directory">Where the file will lie; made if it is not there.</param>
    public PendingFile(string directory) : this(directory, Create) { }

    internal PendingFile(string directory, Func<string, FileStream> open)
    {
        Directory.CreateDirectory(directory);
        _directory = directory;
        _temporary = Path.Combine(directory, $".{Path.GetRandomFileName()}{TemporaryExtension}");
        Stream = open(_temporary);
    }

    /// <summary>What is written here becomes the file.</summary>
    public FileStream Stream { get; }

    /// <summary>Forces the contents to disk and moves them to their place, replacing what is there.</summary>
    /// <param name="name">File name within the directory.</param>
    public void Commit(string name)
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporary, Path.Combine(_directory, name), overwrite: true);
        _committed = true;
    }

    /// <returns>False: there is a file of that name, which stays.</returns>
    private bool CommitNew(string name)
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        return _committed = ExclusiveFile.Name(_temporary, Path.Combine(_directory, name));
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_committed) File.Delete(_temporary);
    }

    /// <summary>Replaces a whole file at once.</summary>
    /// <exception cref="AreadException">The disk is full or the place cannot be written; the old file is untouched.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            using var pending = new PendingFile(Path.GetDirectoryName(Path.GetFullPath(path))!);
            pending.Stream.Write(content);
            pending.Commit(Path.GetFileName(path));
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(path, fault);
        }
    }

    /// <summary>Makes a whole file unless one of that name is there: of several who try at once, on any machine, one succeeds.</summary>
    /// <returns>False: there is one.</returns>
    /// <exception cref="AreadException">The disk is full or the place cannot be written.</exception>
    public static bool Claim(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            using var pending = new PendingFile(Path.GetDirectoryName(Path.GetFullPath(path))!);
            pending.Stream.Write(content);
            return pending.CommitNew(Path.GetFileName(path));
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(path, fault);
        }
    }

    internal static FileStream Create(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
}
