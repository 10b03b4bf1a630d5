using System.Buffers.Text;
using System.Globalization;

namespace Aread.Data.Published.Amazon;

/// <summary>A line of <c>all_csv_files.csv</c>: item, user, rating, Unix time.</summary>
internal readonly ref struct RatingLine
{
    /// <summary>The first reviews are of 1996, the files were gathered in October 2018.</summary>
    private static readonly long Earliest = DateTimeOffset.Parse("1995-01-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    private static readonly long Latest = DateTimeOffset.Parse("2019-01-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    public ReadOnlySpan<byte> Item { get; private init; }

    public ReadOnlySpan<byte> User { get; private init; }

    public float Value { get; private init; }

    /// <summary>Unix time in seconds.</summary>
    public long Time { get; private init; }

    /// <returns>Why the line is damaged; null if it is not.</returns>
    public static string? TryRead(ReadOnlySpan<byte> line, out RatingLine rating)
    {
        rating = default;
        Span<Range> cells = stackalloc Range[5];
        if (LineCells.Cut(line, cells) != 4) return "The row has not 4 cells.";
        if (!IsId(line[cells[0]]) || !IsId(line[cells[1]])) return "Item or user is no id.";
        if (!Utf8Parser.TryParse(line[cells[2]], out float value, out var read) || read != line[cells[2]].Length || !(value is >= 1 and <= 5))
            return "The rating is no number from 1 to 5.";
        if (!Utf8Parser.TryParse(line[cells[3]], out long time, out read) || read != line[cells[3]].Length) return "The time is no whole number of seconds.";
        if (time < Earliest || time >= Latest) return "The time is not in 1995 to 2018.";
        rating = new RatingLine { Item = line[cells[0]], User = line[cells[1]], Value = value, Time = time };
        return null;
    }

    private static bool IsId(ReadOnlySpan<byte> text) => !text.IsEmpty && text.IndexOfAnyInRange((byte)0, (byte)' ') < 0;
}
