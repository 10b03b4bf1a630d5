using System.Buffers.Binary;
using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>A rating with numbers for user and item, and how it is kept in files.</summary>
/// <param name="Time">Unix time in seconds.</param>
/// <param name="Value">Stars, or in the end the label.</param>
internal readonly record struct Rating(int User, int Item, long Time, float Value)
{
    /// <summary>Bytes of a record.</summary>
    public const int Size = 2 * sizeof(long) + sizeof(float);

    /// <summary>Begins the record with user and item, so that it is sorted by these.</summary>
    public void WriteByPair(Span<byte> record) => Write(record, Pair, Time);

    /// <summary>Begins the record with the time in milliseconds, so that it is sorted by it.</summary>
    public void WriteByTime(Span<byte> record) => Write(record, Time * 1000, Pair);

    public static Rating ReadByPair(ReadOnlySpan<byte> record) => Read(record, pair: 0, time: sizeof(long), unit: 1);

    public static Rating ReadByTime(ReadOnlySpan<byte> record) => Read(record, pair: sizeof(long), time: 0, unit: 1000);

    /// <summary>The ratings of a file, as <see cref="WriteByPair"/> wrote them.</summary>
    public static IEnumerable<Rating> ReadByPair(RecordFile file, ImportMeter meter, ImportStage stage)
    {
        using var rows = file.Read();
        for (long row = 0; rows.MoveNext(); row++)
        {
            meter.Tick(stage, row, file.Count);
            yield return ReadByPair(rows.Current);
        }
    }

    /// <summary>The ratings of a file, as <see cref="WriteByTime"/> wrote them.</summary>
    public static IEnumerable<Rating> ReadByTime(RecordFile file, ImportMeter meter, ImportStage stage)
    {
        using var rows = file.Read();
        for (long row = 0; rows.MoveNext(); row++)
        {
            meter.Tick(stage, row, file.Count);
            yield return ReadByTime(rows.Current);
        }
    }

    private long Pair => (long)User << 32 | (uint)Item;

    private void Write(Span<byte> record, long first, long second)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record, first);
        BinaryPrimitives.WriteInt64LittleEndian(record[sizeof(long)..], second);
        BinaryPrimitives.WriteSingleLittleEndian(record[(2 * sizeof(long))..], Value);
    }

    private static Rating Read(ReadOnlySpan<byte> record, int pair, int time, long unit)
    {
        var both = BinaryPrimitives.ReadInt64LittleEndian(record[pair..]);
        return new Rating(
            (int)(both >> 32), (int)both, BinaryPrimitives.ReadInt64LittleEndian(record[time..]) / unit, BinaryPrimitives.ReadSingleLittleEndian(record[(2 * sizeof(long))..]));
    }
}
