using System.Runtime.CompilerServices;

namespace Aread.Distributed.Synchronization;

/// <summary>
/// Numbers on the wire: bytes as they lie in memory instead of one element at a time, and by reference inside a silo. Whoever
/// puts an array into a blob never writes to it again.
/// </summary>
public readonly record struct Blob<T>(T[] Values) where T : unmanaged
{
    /// <summary>Bytes on the wire.</summary>
    public long Bytes => (long)Values.Length * Unsafe.SizeOf<T>();

    public static implicit operator Blob<T>(T[] values) => new(values);
}
