using System.Text;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;
using Encoding = Parquet.Meta.Encoding;

namespace Aread.Data.Import;

/// <summary>One Parquet file, read forward, one row group in memory, its columns found by the schema's names. Every fault names file, row and column.</summary>
internal sealed class ParquetSource : IRowSource
{
    private const string Rewrite = "Write the file again, with data pages of version 1 and plain or dictionary encoding.";

    private readonly string _path;
    private readonly ParquetReader _reader;
    private readonly CsvSchema _schema;
    private readonly Field?[] _fields;
    private readonly ParquetCells?[] _cells;
    private readonly long _bytes;
    private int _group = -1;
    private long _left;
    private long _row;

    private ParquetSource(string path, ParquetReader reader, CsvSchema schema)
    {
        (_path, _reader, _schema, _bytes) = (path, reader, schema, SizeOf(path));
        var header = reader.Schema.Fields;
        var places = ColumnPlaces.Of(path, null, [.. header.Select(field => field.Name)], schema);
        _fields = [.. places.Select((place, column) => place < 0 || schema.Columns[column].Kind == ColumnKind.Ignore ? null : header[place])];
        _cells = new ParquetCells?[_fields.Length];
        for (var column = 0; column < _fields.Length; column++) RequireReadable(column);
    }

    public long Position => _group < _reader.RowGroupCount ? (long)((_group + 1.0) / _reader.RowGroupCount * _bytes) : _bytes;

    public static RowSet Rows(string path, CsvSchema schema) => new(path, SizeOf(path), () => Open(path, schema));

    /// <exception cref="DataFormatException">The file is missing or damaged, or its columns are not the schema's.</exception>
    public static ParquetSource Open(string path, CsvSchema schema)
    {
        if (!File.Exists(path)) throw new DataFormatException(path, null, null, "The file is missing.", "Check the path.");
        ParquetReader? reader = null;
        try
        {
            reader = Wait(ParquetReader.CreateAsync(path));
            return new ParquetSource(path, reader, schema);
        }
        catch (Exception fault)
        {
            if (reader is not null) Wait(reader.DisposeAsync().AsTask());
            if (fault is AreadException) throw;
            throw new DataFormatException(path, null, null, $"The Parquet file cannot be read: {fault.Message.TrimEnd('.')}.", "Write the file again.", fault);
        }
    }

    public bool Read()
    {
        while (_left == 0)
        {
            if (++_group >= _reader.RowGroupCount) return false;
            OpenGroup();
        }
        _left--;
        _row++;
        for (var column = 0; column < _cells.Length; column++)
            if (_cells[column] is { } cells && !TryNext(column, cells))
                throw Fault(column, "An item of the list is missing, empty, or has quotes at its ends.", "Leave it out of the list.");
        return true;
    }

    public ReadOnlySpan<char> Cell(int column) => _cells[column] is { } cells ? cells.Text : default;

    public DataFormatException Fault(int column, string reason, string remedy) => new(_path, _row, _schema.Columns[column].Name, reason, remedy);

    public void Dispose()
    {
        CloseGroup();
        Wait(_reader.DisposeAsync().AsTask());
    }

    private void OpenGroup()
    {
        CloseGroup();
        using var group = _reader.OpenRowGroupReader(_group);
        _left = group.RowCount;
        for (var column = 0; _left > 0 && column < _fields.Length; column++)
        {
            if (_fields[column] is not { } field) continue;
            var values = ValuesOf(field)!;
            var named = _schema.Columns[column];
            TimeFormat? time = named.Kind == ColumnKind.Time ? named.Format ?? TimeFormat.UnixSeconds : null;
            if (IsRunLengthBool(group, values))
                throw new DataFormatException(_path, null, named.Name, "The column holds bools that are run-length encoded, as in data pages of version 2.", Rewrite);
            try
            {
                _cells[column] = ParquetCells.Of(values, field, Wait(group.ReadRawColumnDataBaseAsync(values).AsTask()), time);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                throw new DataFormatException(_path, null, named.Name, $"The column cannot be read (row group {_group}, after row {_row}): {fault.Message.TrimEnd('.')}.",
                    Rewrite, fault);
            }
        }
    }

    private bool TryNext(int column, ParquetCells cells)
    {
        try
        {
            return cells.Next();
        }
        catch (DecoderFallbackException fault)
        {
            throw new DataFormatException(_path, _row, _schema.Columns[column].Name, "The text is not UTF-8.", "Write the file again.", fault);
        }
        catch (Exception fault) when (fault is IndexOutOfRangeException or ArgumentException or NotSupportedException)
        {
            throw new DataFormatException(_path, _row, _schema.Columns[column].Name, $"The cell cannot be read: {fault.Message.TrimEnd('.')}.", "Write the file again.", fault);
        }
    }

    private void RequireReadable(int column)
    {
        if (_fields[column] is not { } field) return;
        var named = _schema.Columns[column];
        if (ValuesOf(field) is not { } values)
            throw new DataFormatException(_path, null, named.Name, "The column has parts, which no field can hold.", "Write them as columns, or set \"kind\": \"ignore\".");
        if (values.MaxRepetitionLevel > 1 || values.MaxRepetitionLevel == 1 && named.Kind != ColumnKind.Sequence)
            throw new DataFormatException(_path, null, named.Name, "The column holds lists.", "Lists of items are of kind sequence; lists of lists cannot be imported.");
    }

    private void CloseGroup()
    {
        for (var column = 0; column < _cells.Length; column++)
        {
            _cells[column]?.Dispose();
            _cells[column] = null;
        }
    }

    /// <summary>Where the values of a column lie; null if it has more than one part.</summary>
    private static DataField? ValuesOf(Field field) => field switch
    {
        DataField values => values,
        ListField { Item: DataField item } => item,
        _ => null,
    };

    /// <summary>The library takes them for plain ones and reads other values.</summary>
    private static bool IsRunLengthBool(ParquetRowGroupReader group, DataField values)
    {
        if (values.ClrType != typeof(bool) || group.GetMetadata(values)?.MetaData is not { } chunk) return false;
        return chunk.EncodingStats is { Count: > 0 } pages
            ? pages.Any(page => page.Encoding == Encoding.RLE && page.PageType != PageType.DICTIONARY_PAGE)
            : !chunk.Encodings.Contains(Encoding.PLAIN);
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>An import has its own thread and files of this machine: there is nothing to be done meanwhile.</summary>
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
