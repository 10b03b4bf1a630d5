using System.Buffers.Binary;

namespace Aread.Data.Import;

/// <summary>Staged records of a fixed size in a file, in the order of their times, equal times in the order of the CSV files.</summary>
internal sealed record RecordFile(string Path, int RecordSize, long Count)
{
    public RecordCursor Read() => new(this);

    /// <summary>The time of one record, in milliseconds.</summary>
    public long TimeAt(long index)
    {
        using var handle = File.OpenHandle(Path);
        Span<byte> time = stackalloc byte[sizeof(long)];
        if (RandomAccess.Read(handle, time, index * RecordSize + ImportPlan.TimeOffset) != time.Length)
            throw new EndOfStreamException($"{Path} was cut short.");
        return BinaryPrimitives.ReadInt64LittleEndian(time);
    }
}
