using Spectre.Console;

namespace Aread.Host.DataReport;

/// <summary>Rows of text under headings.</summary>
/// <param name="First">Heading of what a row is about.</param>
internal sealed record DataTable(string First, IReadOnlyList<string> Headings, IReadOnlyList<DataRow> Rows)
{
    /// <summary>As it stands on a terminal.</summary>
    public Table Drawn()
    {
        var table = Tables.Create(First, [.. Headings]);
        foreach (var row in Rows) table.AddText([row.Name, .. row.Cells]);
        return table;
    }
}
