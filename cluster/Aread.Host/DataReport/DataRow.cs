namespace Aread.Host.DataReport;

/// <param name="Name">What the row is about.</param>
internal sealed record DataRow(string Name, params IReadOnlyList<string> Cells);
