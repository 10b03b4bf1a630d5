using System.Globalization;
using System.Text;
using Aread.Data.Import;

namespace Aread.Data.Published.CloudTheme;

/// <summary>Reads lines of the log by the names of its header. Texts are numbered in the order in which they appear.</summary>
internal sealed class ThemeLogLines
{
    private const int LongestText = 64;
    private const int User = 0;
    private const int Theme = 1;
    private const int Item = 2;
    private const int Leaf = 3;
    private const int FirstLevel = 4;
    private const int Clicks = 5;
    private const int Time = 6;

    private static readonly string[] Columns = ["user_id", "theme_id", "item_id", "leaf_cate_id", "cate_level1_id", "clk_cnt", "reach_time"];
    private static readonly long Earliest = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long Latest = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly int[] _columns;
    private readonly Range[] _cells;
    private readonly int _cellCount;

    /// <param name="file">For messages.</param>
    /// <exception cref="DataFormatException">The line is not the header of the log.</exception>
    public ThemeLogLines(string file, ReadOnlySpan<byte> header)
    {
        var names = Encoding.UTF8.GetString(header).Split(',').Select(name => name.Trim().Trim('"')).ToList();
        foreach (var column in Columns)
            if (names.Count(name => name == column) != 1)
                throw new DataFormatException(file, 1, column, "The header does not name the column once.", $"The published file begins with {string.Join(',', Columns)}.");
        _columns = Array.ConvertAll(Columns, names.IndexOf);
        _cellCount = names.Count;
        _cells = new Range[_cellCount + 1];
    }

    public ValueNumbers Users { get; } = new();

    public ValueNumbers Items { get; } = new();

    public ValueNumbers Themes { get; } = new();

    public ValueNumbers Leaves { get; } = new();

    public ValueNumbers FirstLevels { get; } = new();

    /// <returns>What is wrong with the line; null if nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> line, out ThemeClick click)
    {
        click = default;
        if (LineCells.Cut(line, _cells) != _cellCount) return "The line does not have as many cells as the header.";
        for (var column = User; column <= FirstLevel; column++)
        {
            var cell = Cell(line, column);
            if (cell.Length > LongestText || cell.Contains((byte)'"')) return $"The text of {Columns[column]} has quotes or more than {LongestText} bytes.";
            if (cell.IsEmpty && column <= Item) return $"The {Columns[column]} is empty.";
        }
        if (!int.TryParse(Cell(line, Clicks), NumberStyles.None, CultureInfo.InvariantCulture, out var clicks) || clicks == 0) return "The clicks are no whole number from 1 on.";
        if (!TryTime(Cell(line, Time), out var time)) return "The time is neither ISO 8601 nor Unix seconds.";
        if (time < Earliest || time >= Latest) return "The time is out of range: not in the years 2000 to 2099.";
        click = new ThemeClick(
            Number(Users, Cell(line, User)),
            Number(Items, Cell(line, Item)),
            Number(Themes, Cell(line, Theme)),
            Number(Leaves, Cell(line, Leaf)),
            Number(FirstLevels, Cell(line, FirstLevel)),
            clicks,
            time);
        return null;
    }

    private ReadOnlySpan<byte> Cell(ReadOnlySpan<byte> line, int column) => line[_cells[_columns[column]]];

    private static bool TryTime(ReadOnlySpan<byte> cell, out long milliseconds)
    {
        milliseconds = 0;
        if (cell.Length > LongestText) return false;
        Span<char> text = stackalloc char[LongestText];
        text = text[..Encoding.UTF8.GetChars(cell, text)];
        return TimeText.TryRead(text, TimeFormat.Iso, out milliseconds) || TimeText.TryRead(text, TimeFormat.UnixSeconds, out milliseconds);
    }

    private static int Number(ValueNumbers numbers, ReadOnlySpan<byte> cell)
    {
        Span<char> text = stackalloc char[LongestText];
        return numbers[text[..Encoding.UTF8.GetChars(cell, text)]];
    }
}
