namespace Aread;

/// <summary>Faults of a disk or of permissions, said for the user.</summary>
public static class StorageFault
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;

    public static bool Is(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <summary>Another process, or another part of this one, keeps the file for itself.</summary>
    public static bool IsHeld(IOException fault) =>
        fault.HResult == (OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsLinux() ? LinuxWouldBlock : BsdWouldBlock);

    /// <param name="path">What was to be written.</param>
    public static AreadException Of(string path, Exception fault) =>
        new($"{path} cannot be written: {fault.Message.TrimEnd('.')}. What was there before is unchanged. Free some space or choose a directory that can be written.", fault);
}
