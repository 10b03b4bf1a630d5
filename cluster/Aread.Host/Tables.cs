using Spectre.Console;

namespace Aread.Host;

/// <summary>How the program's tables look.</summary>
internal static class Tables
{
    /// <param name="first">Heading of the first column, whose text stands left; the others' stand right.</param>
    public static Table Create(string first, params ReadOnlySpan<string> others)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn(new Text(first)));
        foreach (var heading in others) table.AddColumn(new TableColumn(new Text(heading)) { NoWrap = true }.RightAligned());
        return table;
    }

    /// <summary>A row of plain text, in which nothing is markup.</summary>
    public static Table AddText(this Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(TerminalText.Of(cell))));
}
