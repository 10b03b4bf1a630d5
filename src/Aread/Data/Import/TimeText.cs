using System.Globalization;

namespace Aread.Data.Import;

/// <summary>Reads times.</summary>
internal static class TimeText
{
    private const double Earliest = -62_135_596_800_000;
    private const double Latest = 253_402_300_799_999;

    private static readonly string[] IsoFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK"];

    /// <param name="milliseconds">Since 1970, UTC.</param>
    /// <returns>False if the text is no time, or one outside the years 1 to 9999.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, TimeFormat format, out long milliseconds)
    {
        milliseconds = 0;
        if (format == TimeFormat.Iso)
        {
            if (!DateTimeOffset.TryParseExact(text, IsoFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return false;
            milliseconds = time.ToUnixTimeMilliseconds();
            return true;
        }
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return false;
        if (format == TimeFormat.UnixSeconds) number *= 1000;
        if (!(number is >= Earliest and <= Latest)) return false;
        milliseconds = (long)Math.Round(number);
        return true;
    }

    /// <summary>How the schema file names a format.</summary>
    public static string Describe(TimeFormat format) => format switch
    {
        TimeFormat.UnixSeconds => "a time in Unix seconds",
        TimeFormat.UnixMilliseconds => "a time in Unix milliseconds",
        _ => "an ISO 8601 time",
    };

    public static string PartOf(long milliseconds, TimePart part)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return part == TimePart.Hour ? Hours[time.Hour] : Weekdays[(int)time.DayOfWeek];
    }

    private static readonly string[] Hours = [.. Enumerable.Range(0, 24).Select(hour => $"{hour}")];

    private static readonly string[] Weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
}
