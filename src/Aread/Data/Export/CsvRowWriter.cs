using System.Buffers;
using System.Text;

namespace Aread.Data.Export;

/// <summary>Rows as CSV (RFC 4180, but lines end with a line feed).</summary>
internal sealed class CsvRowWriter : IRowWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly ExportPlan _plan;
    private readonly Split _split;
    private readonly Stream _file;
    private readonly StringBuilder _text = new();

    public CsvRowWriter(ExportPlan plan, Split split, Stream file)
    {
        (_plan, _split, _file) = (plan, split, file);
        foreach (var column in plan.Schema.Columns) Cell(column.Name);
        EndRow();
    }

    public async ValueTask WriteAsync(SampleBlock samples, CancellationToken cancellationToken)
    {
        for (var row = 0; row < samples.Count; row++)
        {
            Write(samples.Sample(row), samples.Labels[row]);
            if (_text.Length > 1 << 20) await FlushAsync(cancellationToken);
        }
        await FlushAsync(cancellationToken);
    }

    public ValueTask CompleteAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private void Write(ReadOnlySpan<int> sample, byte label)
    {
        for (var field = 0; field < _plan.Columns.Count; field++) Cell(_plan.TextOf(field, sample[field]));
        var at = _plan.Columns.Count;
        foreach (var sequence in _plan.Manifest.Sequences)
        {
            Cell(List(_plan.ItemsOf(sample.Slice(at, sequence.Length))));
            at += sequence.Length;
        }
        Cell(label == 0 ? "0" : "1");
        Cell(_split.ToString().ToLowerInvariant());
        EndRow();
    }

    private string List(ReadOnlySpan<int> ids)
    {
        var list = new StringBuilder("[");
        foreach (var id in ids) list.Append(list.Length == 1 ? "" : ", ").Append(_plan.ListedItem(id));
        return list.Append(']').ToString();
    }

    private void Cell(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0) _text.Append(text);
        else _text.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        _text.Append(',');
    }

    private void EndRow() => _text[^1] = '\n';

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Clear();
        await _file.WriteAsync(text, cancellationToken);
    }
}
