using System.Buffers.Binary;

namespace Aread.Data.Import;

/// <summary>Goes through staged records from the first to the last.</summary>
internal sealed class RecordCursor : IDisposable
{
    private readonly FileStream _stream;
    private readonly int _size;
    private readonly byte[] _buffer;
    private long _left;
    private int _start;
    private int _end;

    public RecordCursor(RecordFile file)
    {
        (_size, _left) = (file.RecordSize, file.Count);
        _buffer = new byte[Math.Max(1, (1 << 18) / _size) * _size];
        _start = -_size;
        _stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
    }

    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_start, _size);

    public long Time => BinaryPrimitives.ReadInt64LittleEndian(Current[ImportPlan.TimeOffset..]);

    /// <exception cref="EndOfStreamException">The file is shorter than it should be.</exception>
    public bool MoveNext()
    {
        if (_left == 0) return false;
        _left--;
        _start += _size;
        if (_start < _end) return true;
        _end = (int)Math.Min(_buffer.Length, (_left + 1) * _size);
        _stream.ReadExactly(_buffer, 0, _end);
        _start = 0;
        return true;
    }

    public void Dispose() => _stream.Dispose();
}
