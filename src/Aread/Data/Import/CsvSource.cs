using System.Text;
using Sylvan.Data.Csv;

namespace Aread.Data.Import;

/// <summary>One CSV file, read forward, its columns found by the schema's names. Every fault names file, row and column.</summary>
internal sealed class CsvSource : IRowSource
{
    private const int LongestRow = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly FileStream _file;
    private readonly CsvDataReader _reader;
    private readonly int[] _ordinals;
    private readonly CsvSchema _schema;

    private CsvSource(string path, FileStream file, CsvDataReader reader, CsvSchema schema)
    {
        (_path, _file, _reader, _schema) = (path, file, reader, schema);
        _ordinals = ColumnPlaces.Of(path, 1, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], schema);
    }

    /// <summary>Bytes read so far, up to what is buffered.</summary>
    public long Position => _file.Position;

    public static RowSet Rows(string path, CsvSchema schema) => new(path, new FileInfo(path) is { Exists: true } file ? file.Length : 0, () => Open(path, schema));

    /// <exception cref="DataFormatException">The file is missing, empty, or its columns are not the schema's.</exception>
    public static CsvSource Open(string path, CsvSchema schema)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            if (file.Length == 0) throw new DataFormatException(path, null, null, "The file is empty.", "It must have a header and rows.");
            var options = new CsvDataReaderOptions
            {
                Delimiter = schema.Delimiter,
                Comment = '\0', // Else rows that begin with '#' vanish.
                HasHeaders = true,
                HeaderComparer = StringComparer.Ordinal,
                BufferSize = 1 << 16,
                MaxBufferSize = LongestRow,
            };
            return new CsvSource(path, file, CsvDataReader.Create(new StreamReader(file, Strict), options), schema);
        }
        catch (Exception fault)
        {
            file?.Dispose();
            if (Explain(path, null, fault) is { } explained) throw explained;
            throw;
        }
    }

    /// <summary>Goes to the next row. Blank lines are passed over, and counted.</summary>
    /// <exception cref="DataFormatException">The next row is damaged or has too few or too many cells.</exception>
    public bool Read()
    {
        try
        {
            do
            {
                if (!_reader.Read()) return false;
            }
            while (_reader.RowFieldCount == 1 && _reader.GetFieldSpan(0).IsEmpty);
        }
        catch (Exception fault) when (Explain(_path, Row, fault) is { } explained)
        {
            throw explained;
        }
        if (_reader.RowFieldCount != _reader.FieldCount)
            throw new DataFormatException(_path, Row, null, $"The row has {_reader.RowFieldCount} cells, the header has {_reader.FieldCount}.",
                "Mend the row; quote cells that contain the delimiter.");
        return true;
    }

    /// <summary>The cell of a column of the schema.</summary>
    public ReadOnlySpan<char> Cell(int column) => _reader.GetFieldSpan(_ordinals[column]);

    /// <summary>The error for a cell of the row last read.</summary>
    public DataFormatException Fault(int column, string reason, string remedy) => new(_path, Row, _schema.Columns[column].Name, reason, remedy);

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    /// <summary>One-based, the header being row 1.</summary>
    private long Row => _reader.RowNumber + 1;

    private static DataFormatException? Explain(string path, long? row, Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => new DataFormatException(path, null, null, "The file is missing.", "Check the path.", fault),
        DecoderFallbackException => new DataFormatException(path, null, null, "The text is not UTF-8.", "Convert the file to UTF-8.", fault),
        CsvMissingHeadersException => new DataFormatException(path, null, null, "The file has no header.", "The first row must name the columns.", fault),
        CsvFormatException or CsvRecordTooLargeException or InvalidDataException => new DataFormatException(path, row, null,
            $"The row cannot be read: {fault.Message.TrimEnd('.')}.", "Mend the row; look for an unclosed quote.", fault),
        IOException or UnauthorizedAccessException => new DataFormatException(path, row, null, $"The file cannot be read: {fault.Message.TrimEnd('.')}.",
            "Check the file and its permissions.", fault),
        _ => null,
    };
}
