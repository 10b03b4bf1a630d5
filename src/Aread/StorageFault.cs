namespace Aread;

/// <summary>Faults of a disk or of permissions, said for the user.</summary>
public static class StorageFault
{
    public static bool Is(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <param name="path">What was to be written.</param>
    public static AreadException Of(string path, Exception fault) =>
        new($"{path} cannot be written: {fault.Message.TrimEnd('.')}. What was there before is unchanged. Free some space or choose a directory that can be written.", fault);
}
