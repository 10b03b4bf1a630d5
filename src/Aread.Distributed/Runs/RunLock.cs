using Aread.Distributed.Storage;

namespace Aread.Distributed.Runs;

/// <summary>
/// One writer per run. The lock belongs to the open file, so it ends with the process however that ends; the file itself stays and means nothing.
/// </summary>
internal sealed class RunLock : IDisposable
{
    public const string FileName = "run.lock";

    private const int Attempts = 5;

    private static readonly TimeSpan ProbeTime = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <returns>Null if another process, or another part of this one, has it.</returns>
    public static RunLock? TryAcquire(string directory)
    {
        try
        {
            return new RunLock(Open(Path.Combine(directory, FileName)));
        }
        catch (IOException fault) when (StorageFault.IsHeld(fault))
        {
            return null;
        }
    }

    /// <exception cref="AreadException">Another process, or another part of this one, is writing the run; or the place cannot be written.</exception>
    public static RunLock Acquire(string directory, string run)
    {
        var path = Path.Combine(directory, FileName);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new RunLock(Open(path));
            }
            catch (IOException fault) when (StorageFault.IsHeld(fault))
            {
                if (attempt == Attempts)
                    throw new AreadException($"Run '{run}' is being written by another process ({directory}). Wait until it ends, stop it, or choose another name.", fault);
#pragma warning disable RS0030 // IsHeld keeps the file for a moment too, and nothing tells when it lets go.
                Thread.Sleep(ProbeTime);
#pragma warning restore RS0030
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                throw StorageFault.Of(path, fault);
            }
        }
    }

    /// <exception cref="AreadException">It cannot be told: the file cannot be opened for another reason.</exception>
    public static bool IsHeld(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return false;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException fault) when (StorageFault.IsHeld(fault))
        {
            return true;
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw new AreadException($"{path} cannot be opened: {fault.Message.TrimEnd('.')}. Check the file and its permissions.", fault);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
