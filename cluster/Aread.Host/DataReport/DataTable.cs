namespace Aread.Host.DataReport;

/// <summary>Rows of text under headings.</summary>
/// <param name="First">Heading of what a row is about.</param>
internal sealed record DataTable(string First, IReadOnlyList<string> Headings, IReadOnlyList<DataRow> Rows);
