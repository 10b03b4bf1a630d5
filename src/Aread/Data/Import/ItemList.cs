namespace Aread.Data.Import;

/// <summary>A list of items in one cell, for example <c>[17, 4, 9]</c>. An item in quotes may hold commas.</summary>
internal static class ItemList
{
    private const string Quotes = "'\"";

    /// <summary>The last items, in the order of the list, as ranges of the text.</summary>
    /// <param name="items">Takes them; its length is how many are wanted at most.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>False if the text is no list.</returns>
    public static bool TryReadLast(ReadOnlySpan<char> text, Span<Range> items, out int count)
    {
        count = 0;
        var (start, end) = (0, text.Length);
        Trim(text, " ", ref start, ref end);
        if (end - start < 2 || text[start] != '[' || text[end - 1] != ']') return false;
        start++;
        for (end--; end > start && count < items.Length; count++)
        {
            var comma = CommaBefore(text[start..end]);
            var (first, last) = (start + comma + 1, end);
            Trim(text, " '\"", ref first, ref last);
            if (first == last) return count == 0 && comma < 0;
            items[items.Length - 1 - count] = first..last;
            end = comma < 0 ? start : start + comma;
        }
        items[^count..].CopyTo(items);
        return true;
    }

    /// <summary>The item as it stands in a list.</summary>
    /// <returns>Null if no list can hold it: it is empty, or has both quotes where it needs one.</returns>
    public static string? Write(string item)
    {
        var (first, last) = (0, item.Length);
        Trim(item, " '\"", ref first, ref last);
        if (first == last) return null;
        if (last - first == item.Length && !item.Contains(',', StringComparison.Ordinal)) return item;
        if (last - first < item.Length) return null;
        foreach (var quote in Quotes)
            if (!item.Contains(quote, StringComparison.Ordinal)) return $"{quote}{item}{quote}";
        return null;
    }

    /// <summary>Where the comma before the last item is, -1 if there is none.</summary>
    private static int CommaBefore(ReadOnlySpan<char> list)
    {
        var last = list.TrimEnd(' ');
        if (last.Length > 1 && Quotes.Contains(last[^1], StringComparison.Ordinal) && last[..^1].LastIndexOf(last[^1]) is var opening and >= 0)
        {
            var before = last[..opening].TrimEnd(' ');
            if (before.IsEmpty || before[^1] == ',') return before.Length - 1;
        }
        return list.LastIndexOf(',');
    }

    private static void Trim(ReadOnlySpan<char> text, ReadOnlySpan<char> unwanted, ref int start, ref int end)
    {
        while (start < end && unwanted.Contains(text[start])) start++;
        while (start < end && unwanted.Contains(text[end - 1])) end--;
    }
}
