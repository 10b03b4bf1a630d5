using System.Runtime.InteropServices;

namespace Aread.Distributed.Storage;

/// <summary>Gives a file its name only if nobody else has given it to another: of several who try at once, on any machine, one succeeds.</summary>
/// <remarks>
/// <see cref="File.Move(string, string, bool)"/> without overwriting looks first and moves then, so that two can succeed. A link does both at once,
/// on network file systems too.
/// </remarks>
internal static class ExclusiveFile
{
    private const int FileExists = 17;

    /// <param name="temporary">A whole file; gone afterwards.</param>
    /// <param name="path">In the same directory.</param>
    /// <returns>False: the name is taken.</returns>
    public static bool Name(string temporary, string path)
    {
        if (OperatingSystem.IsWindows()) return MoveOnWindows(temporary, path);
        if (Link(temporary, path) == 0)
        {
            File.Delete(temporary);
            return true;
        }
        return Marshal.GetLastPInvokeError() != FileExists && CopyWithoutLinks(temporary, path);
    }

    private static bool MoveOnWindows(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>For file systems that have no links. A crash in the middle leaves a file that is not whole.</summary>
    private static bool CopyWithoutLinks(string temporary, string path)
    {
        var content = File.ReadAllBytes(temporary);
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(content);
            file.Flush(flushToDisk: true);
            File.Delete(temporary);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
