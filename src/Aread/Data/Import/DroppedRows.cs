namespace Aread.Data.Import;

/// <summary>Rows that an import left out, and by which rule.</summary>
public sealed record DroppedRows(string Reason, long Rows);
