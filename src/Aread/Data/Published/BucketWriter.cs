using System.Globalization;
using System.Runtime.InteropServices;

namespace Aread.Data.Published;

/// <summary>
/// Spreads records over a fixed number of files by a hash, so that those of one hash lie in one file and a later step can do with one file's
/// records in memory at a time. Records of one file keep their order. Memory: 64 KiB a file.
/// </summary>
internal sealed class BucketWriter<TRecord> : IDisposable
    where TRecord : unmanaged
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream[] _files;

    /// <param name="name">Begins the files' names.</param>
    public BucketWriter(StagedDirectory directory, string name, int buckets)
    {
        _files = new Stream[buckets];
        for (var bucket = 0; bucket < buckets; bucket++) _files[bucket] = new BufferedStream(directory.Create(NameOf(name, bucket)), BufferBytes);
    }

    public static string NameOf(string name, int bucket) => string.Create(CultureInfo.InvariantCulture, $"{name}.{bucket:D3}");

    public void Add(UInt128 hash, in TRecord record) =>
        _files[(int)(uint)(hash % (uint)_files.Length)].Write(MemoryMarshal.AsBytes(new ReadOnlySpan<TRecord>(in record)));

    public void Dispose()
    {
        foreach (var file in _files) file?.Dispose();
    }
}
