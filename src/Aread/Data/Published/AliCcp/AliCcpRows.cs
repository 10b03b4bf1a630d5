using System.Globalization;
using System.Text;

namespace Aread.Data.Published.AliCcp;

/// <summary>Writes samples as the rows of a CSV file that has the columns of the authors' preprocessed files.</summary>
internal sealed class AliCcpRows : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly SampleFilter _filter;
    private readonly char[] _text = new char[32];

    public AliCcpRows(Stream stream, SampleFilter filter)
    {
        (_writer, _filter) = (new StreamWriter(stream, new UTF8Encoding(false), 1 << 16), filter);
        _writer.Write(string.Join(',', AliCcpFields.Schema.Columns.Select(column => column.Name)));
        _writer.Write('\n');
    }

    public void Add(in JoinedRecord sample)
    {
        Write(sample.Click);
        _writer.Write(',');
        Write(sample.Purchase);
        ReadOnlySpan<int> ids = sample.Ids;
        for (var field = 0; field < ids.Length; field++)
        {
            _writer.Write(',');
            if (field != AliCcpFields.Domain && _filter.IsRare(field, ids[field])) _writer.Write(AliCcpFields.Unseen);
            else Write(ids[field]);
        }
        foreach (var number in sample.Numbers)
        {
            _writer.Write(',');
            if (!float.IsNaN(number)) Write(number);
        }
        _writer.Write(',');
        Write(sample.Split);
        _writer.Write('\n');
    }

    public void Dispose() => _writer.Dispose();

    private void Write<T>(T value)
        where T : ISpanFormattable
    {
        value.TryFormat(_text, out var written, default, CultureInfo.InvariantCulture);
        _writer.Write(_text, 0, written);
    }
}
