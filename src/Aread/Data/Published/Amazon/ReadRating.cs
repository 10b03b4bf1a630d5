using System.Buffers.Binary;
using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>A rating and the line it was read from, as they are sorted by user and item.</summary>
/// <param name="Line">Of the file, from 1.</param>
internal readonly record struct ReadRating(Rating Rating, long Line)
{
    /// <summary>Bytes of a record.</summary>
    public const int Size = Rating.Size + sizeof(long);

    public void Write(Span<byte> record)
    {
        Rating.WriteByPair(record);
        BinaryPrimitives.WriteInt64LittleEndian(record[Rating.Size..], Line);
    }

    public static IEnumerable<ReadRating> ReadAll(RecordFile file, ImportMeter meter)
    {
        using var rows = file.Read();
        for (long row = 0; rows.MoveNext(); row++)
        {
            meter.Tick(ImportStage.Writing, row, file.Count);
            yield return new ReadRating(Rating.ReadByPair(rows.Current), BinaryPrimitives.ReadInt64LittleEndian(rows.Current[Rating.Size..]));
        }
    }
}
