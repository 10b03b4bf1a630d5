using System.Buffers.Binary;
using System.Globalization;

namespace Aread.Data.Import;

/// <summary>Turns a row into a staged record.</summary>
internal sealed class RowParser
{
    /// <summary>Stands for the split of a row that its time decides later.</summary>
    public const byte SplitByTime = byte.MaxValue;

    private readonly ImportPlan _plan;
    private readonly CsvSchema _schema;
    private readonly int _label;
    private readonly int _time;
    private readonly int _split;

    public RowParser(ImportPlan plan)
    {
        (_plan, _schema) = (plan, plan.Schema);
        _label = IndexOf(ColumnKind.Label);
        _time = IndexOf(ColumnKind.Time);
        _split = IndexOf(ColumnKind.Split);
        Values = [.. plan.Fields.Select(_ => new ValueNumbers())];
    }

    /// <summary>The texts of each field; numeric fields have none.</summary>
    public IReadOnlyList<ValueNumbers> Values { get; }

    /// <param name="row">Number of the row over all files, from 0.</param>
    /// <exception cref="DataFormatException">A cell does not hold what its column should.</exception>
    public void Parse(IRowSource source, long row, Span<byte> record)
    {
        var time = _time < 0 ? 0 : Time(source);
        BinaryPrimitives.WriteInt64LittleEndian(record[ImportPlan.TimeOffset..], time);
        record[ImportPlan.SplitOffset] = SplitOf(source, row);
        record[ImportPlan.LabelOffset] = Label(source);
        for (var i = 0; i < _plan.Fields.Count; i++)
        {
            var field = _plan.Fields[i];
            var value = record[field.Offset..];
            if (field.Part is { } part) BinaryPrimitives.WriteInt32LittleEndian(value, Values[i][TimeText.PartOf(time, part)]);
            else if (field.Role == FieldRole.Numeric) BinaryPrimitives.WriteDoubleLittleEndian(value, Number(source, field.Column));
            else BinaryPrimitives.WriteInt32LittleEndian(value, Values[i][Text(source, field.Column)]);
        }
        foreach (var sequence in _plan.Sequences) WriteItems(source, sequence, record[sequence.Offset..]);
    }

    private void WriteItems(IRowSource source, ImportSequence sequence, Span<byte> target)
    {
        var text = Text(source, sequence.Column);
        Span<Range> items = stackalloc Range[sequence.Length];
        var count = 0;
        if (!text.IsEmpty && !ItemList.TryReadLast(text, items, out count))
            throw source.Fault(sequence.Column, $"'{text}' is no list of items.", "Write it as [17, 4, 9], in quotes, or [].");
        for (var i = 0; i < sequence.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(target[(i * sizeof(int))..], i < count ? Values[_plan.Item][text[items[i]]] : ImportSequence.Nothing);
    }

    private ReadOnlySpan<char> Text(IRowSource source, int column)
    {
        var text = source.Cell(column);
        if (text.IsEmpty && !_schema.Columns[column].AllowMissing) throw source.Fault(column, "The cell is empty.", "Fill it, or set \"allowMissing\": true.");
        return text;
    }

    private double Number(IRowSource source, int column)
    {
        var text = Text(source, column);
        if (text.IsEmpty) return double.NaN;
        return TryNumber(text, out var number) ? number : throw source.Fault(column, $"'{text}' is no finite number.", "Write it as 12.5 or 1e3.");
    }

    private long Time(IRowSource source)
    {
        var format = _schema.Columns[_time].Format ?? TimeFormat.UnixSeconds;
        var text = Text(source, _time);
        if (TimeText.TryRead(text, format, out var milliseconds)) return milliseconds;
        throw source.Fault(_time, $"'{text}' is not {TimeText.Describe(format)}.",
            "Correct it, or the column's \"format\": unixSeconds, unixMilliseconds, iso.");
    }

    private byte Label(IRowSource source)
    {
        var text = Text(source, _label);
        if (TryNumber(text, out var number))
        {
            if (_schema.Columns[_label].Threshold is { } threshold) return number >= threshold ? (byte)1 : (byte)0;
            if (number is 0 or 1) return (byte)number;
        }
        throw _schema.Columns[_label].Threshold is null
            ? source.Fault(_label, $"The label '{text}' is not 0 or 1.", "Correct it; for ratings set a \"threshold\" from which they count as 1.")
            : source.Fault(_label, $"The label '{text}' is no finite number.", "Correct it.");
    }

    private byte SplitOf(IRowSource source, long row) => _schema.Split.By switch
    {
        SplitBy.Time => SplitByTime,
        SplitBy.Random => (byte)Drawn(row),
        _ => (byte)Tagged(source),
    };

    private Split Drawn(long row)
    {
        var draw = (decimal)new RandomStream(_schema.Split.Seed ?? 0, "import-split", row).NextDouble();
        return draw < _schema.Split.TestShare ? Split.Test : draw < _schema.Split.TestShare + _schema.Split.ValidShare ? Split.Valid : Split.Train;
    }

    private Split Tagged(IRowSource source)
    {
        var text = Text(source, _split);
        return text switch
        {
            "0" or "train" => Split.Train,
            "1" or "valid" => Split.Valid,
            "2" or "test" => Split.Test,
            _ => throw source.Fault(_split, $"'{text}' is no split.", "Write 0, 1, 2 or train, valid, test."),
        };
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private int IndexOf(ColumnKind kind)
    {
        for (var i = 0; i < _schema.Columns.Count; i++)
            if (_schema.Columns[i].Kind == kind) return i;
        return -1;
    }
}
