using System.Globalization;
using System.Text;
using Parquet.Data;
using Parquet.Schema;

namespace Aread.Data.Import;

/// <summary>The cells of one column in one row group, gone through from the first row on, as the texts that a CSV file would have.</summary>
internal abstract class ParquetCells(DataField field, Field top, RawColumnData data, TimeFormat? time) : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StringBuilder _list = new();
    private char[] _text = new char[64];
    private int _length;
    private int _level;
    private int _value;

    /// <summary>The text of the row last read; empty if it has no value.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <param name="field">Whose values they are.</param>
    /// <param name="top">The column of the file that it belongs to.</param>
    /// <param name="time">How the schema wants times; null for a column that is none.</param>
    /// <exception cref="NotSupportedException">Values of this type have no text.</exception>
    public static ParquetCells Of(DataField field, Field top, RawColumnData data, TimeFormat? time) => data switch
    {
        RawColumnData<bool> values => new Cells<bool>(field, top, values, time),
        RawColumnData<sbyte> values => new Cells<sbyte>(field, top, values, time),
        RawColumnData<byte> values => new Cells<byte>(field, top, values, time),
        RawColumnData<short> values => new Cells<short>(field, top, values, time),
        RawColumnData<ushort> values => new Cells<ushort>(field, top, values, time),
        RawColumnData<int> values => new Cells<int>(field, top, values, time),
        RawColumnData<uint> values => new Cells<uint>(field, top, values, time),
        RawColumnData<long> values => new Cells<long>(field, top, values, time),
        RawColumnData<ulong> values => new Cells<ulong>(field, top, values, time),
        RawColumnData<float> values => new Cells<float>(field, top, values, time),
        RawColumnData<double> values => new Cells<double>(field, top, values, time),
        RawColumnData<decimal> values => new Cells<decimal>(field, top, values, time),
        RawColumnData<DateTime> values => new Cells<DateTime>(field, top, values, time),
        RawColumnData<Guid> values => new Cells<Guid>(field, top, values, time),
        RawColumnData<ReadOnlyMemory<char>> values => new Cells<ReadOnlyMemory<char>>(field, top, values, time),
        RawColumnData<ReadOnlyMemory<byte>> values => new Cells<ReadOnlyMemory<byte>>(field, top, values, time),
        _ => throw new NotSupportedException($"it holds values of type {field.ClrType.Name}"),
    };

    /// <summary>Goes to the next row.</summary>
    /// <returns>False if the value is one that no cell can hold: a list with a missing item, or one that cannot be written in a list.</returns>
    public bool Next()
    {
        if (field.MaxRepetitionLevel > 0) return NextList();
        _length = 0;
        if (field.MaxDefinitionLevel > 0 && data.DefinitionLevels[_level++] < field.MaxDefinitionLevel) return true;
        Append(_value++);
        return true;
    }

    public void Dispose() => data.Dispose();

    /// <summary>Puts the text of a value behind what is there.</summary>
    protected abstract void Append(int value);

    protected void Put(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _text.Length) Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + text.Length));
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>What was no UTF-8 has been decoded to replacement characters.</summary>
    protected void PutDecoded(ReadOnlySpan<char> text)
    {
        if (text.Contains(Rune.ReplacementChar.ToString(), StringComparison.Ordinal)) throw new DecoderFallbackException();
        Put(text);
    }

    protected void Put(ReadOnlySpan<byte> utf8) => Put(Strict.GetString(utf8));

    protected void Put<T>(T number, ReadOnlySpan<char> format) where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[64];
        if (!number.TryFormat(text, out var written, format, CultureInfo.InvariantCulture)) throw new NotSupportedException($"it holds '{number}'");
        Put(text[..written]);
    }

    /// <summary>Times without an offset are UTC.</summary>
    protected void Put(DateTime value)
    {
        var milliseconds = (long)Math.Floor((value.Ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerMillisecond);
        if (time == TimeFormat.UnixSeconds) Put(milliseconds / 1000m, "0.###");
        else if (time == TimeFormat.UnixMilliseconds) Put(milliseconds, "");
        else Put(value, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'");
    }

    private bool NextList()
    {
        var isNull = top.IsNullable && data.DefinitionLevels[_level] == 0;
        var sound = true;
        _list.Clear();
        do
        {
            var level = data.DefinitionLevels[_level++];
            if (level == field.MaxDefinitionLevel)
            {
                _length = 0;
                Append(_value++);
                sound &= ItemList.Write(Text.ToString()) is { } item && _list.Append(_list.Length == 0 ? "" : ", ").Append(item) is not null;
            }
            else if (field.IsNullable && level == field.MaxDefinitionLevel - 1)
            {
                sound = false;
            }
        }
        while (_level < data.RepetitionLevels.Length && data.RepetitionLevels[_level] > 0);
        _length = 0;
        if (isNull) return sound;
        Put("[");
        foreach (var part in _list.GetChunks()) Put(part.Span);
        Put("]");
        return sound;
    }

    private sealed class Cells<T>(DataField field, Field top, RawColumnData<T> data, TimeFormat? time) : ParquetCells(field, top, data, time) where T : struct
    {
        protected override void Append(int value)
        {
            switch (data.Values[value])
            {
                case bool flag: Put(flag ? "1" : "0"); break;
                case float number: if (!float.IsNaN(number)) Put(number, "R"); break;
                case double number: if (!double.IsNaN(number)) Put(number, "R"); break;
                case decimal number: Put(number, "0.#############################"); break;
                case DateTime moment: Put(moment); break;
                case ReadOnlyMemory<char> text: PutDecoded(text.Span); break;
                case ReadOnlyMemory<byte> text: Put(text.Span); break;
                case var other: Put((ISpanFormattable)other, ""); break;
            }
        }
    }
}
