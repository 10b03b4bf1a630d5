using System.Globalization;

namespace Aread.Data.Published.Amazon;

/// <summary>Reads sales ranks such as <c>1,234 in Toys &amp; Games (</c>: a place, and the chart that it is a place of.</summary>
internal static class RankText
{
    private const string In = " in ";

    /// <returns>False if the text is no rank.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out long rank, out string chart)
    {
        (rank, chart) = (0, "");
        text = text.Trim().TrimStart(">#");
        var at = text.IndexOf(In, StringComparison.Ordinal);
        if (at < 0 || !long.TryParse(text[..at], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out rank) || rank < 1) return false;
        var name = text[(at + In.Length)..];
        if (name.IndexOf('(') is >= 0 and var end) name = name[..end];
        chart = name.Trim().ToString();
        return chart.Length > 0;
    }
}
