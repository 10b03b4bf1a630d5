namespace Aread.Data.Import;

/// <summary>Rows that all have the same value in one column, which their file does not hold.</summary>
internal sealed class DirectoryColumn(IRowSource rows, int column, string value) : IRowSource
{
    public long Position => rows.Position;

    public bool Read() => rows.Read();

    public ReadOnlySpan<char> Cell(int asked) => asked == column ? value : rows.Cell(asked);

    public DataFormatException Fault(int asked, string reason, string remedy) => rows.Fault(asked, reason, remedy);

    public void Dispose() => rows.Dispose();
}
