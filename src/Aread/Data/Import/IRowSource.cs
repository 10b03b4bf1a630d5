namespace Aread.Data.Import;

/// <summary>Rows read forward, with a cell for every column of a <see cref="CsvSchema"/>.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>How far reading has come, in the unit of <see cref="RowSet.Size"/>.</summary>
    long Position { get; }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="DataFormatException">The next row is damaged.</exception>
    bool Read();

    /// <summary>The cell of a column of the schema. Valid until the next row is read.</summary>
    ReadOnlySpan<char> Cell(int column);

    /// <summary>The error for a cell of the row last read.</summary>
    DataFormatException Fault(int column, string reason, string remedy);
}
