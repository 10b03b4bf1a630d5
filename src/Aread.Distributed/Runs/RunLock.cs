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

    /// <exception cref="AreadException">Another process, or another part of this one, is writing the run.</exception>
    public static RunLock Acquire(string directory, string run)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new RunLock(new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException fault) when (IsSharing(fault))
            {
                if (attempt == Attempts)
                    throw new AreadException($"Run '{run}' is being written by another process ({directory}). Wait until it ends, stop it, or choose another name.", fault);
#pragma warning disable RS0030 // IsHeld keeps the file for a moment too, and nothing tells when it lets go.
                Thread.Sleep(ProbeTime);
#pragma warning restore RS0030
            }
        }
    }

    public static bool IsHeld(string directory)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(directory, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException fault) when (IsSharing(fault))
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool IsSharing(IOException fault) => fault.GetType() == typeof(IOException);
}
