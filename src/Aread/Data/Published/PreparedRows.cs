using Aread.Data.Import;

namespace Aread.Data.Published;

/// <summary>What preparation comes to: rows with the columns of a schema, ready to be imported.</summary>
/// <param name="Counts">Rows dropped and values mended, by rule, in the order of the rules.</param>
internal sealed record PreparedRows(CsvSchema Schema, RowSet Rows, IReadOnlyList<CountedRows> Counts);
