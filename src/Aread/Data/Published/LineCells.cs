namespace Aread.Data.Published;

/// <summary>Cuts lines whose cells have neither quotes nor commas.</summary>
internal static class LineCells
{
    /// <param name="cells">One place more than there may be cells shows that there are too many.</param>
    /// <returns>Cells found, as many as there are places for at most.</returns>
    public static int Cut(ReadOnlySpan<byte> line, Span<Range> cells)
    {
        var count = 0;
        foreach (var cell in line.Split((byte)','))
        {
            if (count == cells.Length) break;
            cells[count++] = cell;
        }
        return count;
    }
}
