using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Aread.Data.Published;

/// <summary>Reads the records of one file of a <see cref="BucketWriter{TRecord}"/> from the first to the last.</summary>
internal sealed class BucketReader<TRecord> : IDisposable
    where TRecord : unmanaged
{
    private readonly FileStream _file;
    private readonly TRecord[] _records = new TRecord[Math.Max(1, (1 << 18) / Unsafe.SizeOf<TRecord>())];
    private int _at = -1;
    private int _end;

    public BucketReader(string path) => _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);

    /// <summary>How many there are.</summary>
    public long Count => _file.Length / Unsafe.SizeOf<TRecord>();

    public ref readonly TRecord Current => ref _records[_at];

    /// <exception cref="EndOfStreamException">The file ends within a record.</exception>
    public bool MoveNext()
    {
        if (++_at < _end) return true;
        var bytes = MemoryMarshal.AsBytes(_records.AsSpan());
        var read = _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read % Unsafe.SizeOf<TRecord>() != 0) throw new EndOfStreamException($"{_file.Name} was cut short.");
        (_at, _end) = (0, read / Unsafe.SizeOf<TRecord>());
        return _end > 0;
    }

    public void Dispose() => _file.Dispose();
}
