namespace Aread.Data;

/// <summary>Faults of a disk or of permissions, said for the user.</summary>
internal static class StorageFault
{
    public static bool Is(Exception fault) => fault is IOException or UnauthorizedAccessException;

    public static AreadException Of(string path, Exception fault) =>
        new($"{path} cannot be written: {fault.Message.TrimEnd('.')}. Nothing was changed. Free some space or choose a directory that can be written.", fault);
}
