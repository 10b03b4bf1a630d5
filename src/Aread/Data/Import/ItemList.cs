namespace Aread.Data.Import;

/// <summary>Reads a list of items in one cell, for example <c>[17, 4, 9]</c>.</summary>
internal static class ItemList
{
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
            var comma = text[start..end].LastIndexOf(',');
            var (first, last) = (start + comma + 1, end);
            Trim(text, " '\"", ref first, ref last);
            if (first == last) return count == 0 && comma < 0;
            items[items.Length - 1 - count] = first..last;
            end = comma < 0 ? start : start + comma;
        }
        items[^count..].CopyTo(items);
        return true;
    }

    private static void Trim(ReadOnlySpan<char> text, ReadOnlySpan<char> unwanted, ref int start, ref int end)
    {
        while (start < end && unwanted.Contains(text[start])) start++;
        while (start < end && unwanted.Contains(text[end - 1])) end--;
    }
}
