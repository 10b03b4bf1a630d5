using System.Globalization;
using Aread.Data;
using Aread.Data.Import;

namespace Aread.Serving;

/// <summary>Turns what samples say into ids, as the import did. Safe for concurrent calls.</summary>
public sealed class SampleEncoder
{
    private readonly ServedSchema _schema;
    private readonly Dictionary<string, int>[] _ids;
    private readonly NumericBins?[] _bins;
    private readonly HashSet<string> _inputs;
    private readonly int _item;
    private readonly int _columns;

    /// <param name="vocabularies">Values of each field of the schema; value i has id i + 1.</param>
    public SampleEncoder(ServedSchema schema, IReadOnlyList<IReadOnlyList<string>> vocabularies)
    {
        _schema = schema;
        _ids = [.. vocabularies.Select(values => values.Index().ToDictionary(entry => entry.Item, entry => entry.Index + 1, StringComparer.Ordinal))];
        _bins = [.. schema.Fields.Select(field => field.Cuts is null ? null : new NumericBins([.. field.Cuts], field.AllowMissing))];
        _inputs = [.. schema.Inputs()];
        _item = schema.IndexOf(schema.ItemField);
        _columns = schema.Fields.Count + schema.Sequences.Sum(sequence => sequence.Length);
    }

    /// <param name="domain">Index in the schema.</param>
    /// <exception cref="SampleFault">A sample lacks a field, has one too many, or one that cannot be read.</exception>
    public SampleBlock Encode(int domain, IReadOnlyList<IReadOnlyDictionary<string, RawValue>> samples)
    {
        var ids = new int[samples.Count * _columns];
        for (var i = 0; i < samples.Count; i++)
        {
            foreach (var name in samples[i].Keys)
                if (!_inputs.Contains(name)) throw new SampleFault(i, name, $"is not known. {Expected()}");
            Fill(domain, i, samples[i], ids.AsSpan(i * _columns, _columns));
        }
        return new SampleBlock(_columns, ids, new byte[samples.Count]);
    }

    private void Fill(int domain, int sample, IReadOnlyDictionary<string, RawValue> values, Span<int> ids)
    {
        for (var i = 0; i < _schema.Fields.Count; i++)
        {
            var field = _schema.Fields[i];
            ids[i] = field.Encoding == FieldEncoding.Domain ? _schema.Domains[domain].Id : IdOf(sample, i, TextOf(sample, field, values));
        }
        var at = _schema.Fields.Count;
        foreach (var sequence in _schema.Sequences)
        {
            FillItems(sample, sequence, ValueOf(sample, sequence.Name, values), ids.Slice(at, sequence.Length));
            at += sequence.Length;
        }
    }

    private string TextOf(int sample, ServedField field, IReadOnlyDictionary<string, RawValue> values)
    {
        var text = ValueOf(sample, field.Input, values).Text ?? throw new SampleFault(sample, field.Input, "is a list. Give one value.");
        if (text.Length == 0 && !field.AllowMissing) throw new SampleFault(sample, field.Input, "is empty. Give a value: the model was trained without empty ones.");
        return text;
    }

    private RawValue ValueOf(int sample, string name, IReadOnlyDictionary<string, RawValue> values) =>
        values.TryGetValue(name, out var value) ? value : throw new SampleFault(sample, name, $"is missing. {Expected()}");

    private int IdOf(int sample, int index, string text)
    {
        var field = _schema.Fields[index];
        switch (field.Encoding)
        {
            case FieldEncoding.Bins:
                if (text.Length == 0) return _bins[index]![double.NaN] + 1;
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return _bins[index]![number] + 1;
                throw new SampleFault(sample, field.Input, $"'{text}' is no finite number. Write it as 12.5 or 1e3.");
            case FieldEncoding.Weekday or FieldEncoding.Hour:
                var format = field.TimeFormat!.Value;
                if (!TimeText.TryRead(text, format, out var time)) throw new SampleFault(sample, field.Input, $"'{text}' is not {TimeText.Describe(format)}.");
                return Known(index, TimeText.PartOf(time, field.Encoding == FieldEncoding.Hour ? TimePart.Hour : TimePart.Weekday));
            default:
                return Known(index, text);
        }
    }

    private void FillItems(int sample, ServedSequence sequence, RawValue value, Span<int> ids)
    {
        var items = value.Items ?? throw new SampleFault(sample, sequence.Name, "is no list. Give the items as an array, which may be empty.");
        if (items.Count > sequence.Length && sequence.Kept is null)
            throw new SampleFault(sample, sequence.Name, $"has {items.Count} items. Give those that count, {sequence.Length} at most.");
        var first = sequence.Kept == KeptItems.Last ? Math.Max(0, items.Count - sequence.Length) : 0;
        var count = Math.Min(items.Count, sequence.Length);
        for (var i = 0; i < count; i++) ids[i] = Known(_item, items[first + i]);
        ids[count..].Fill(_schema.PaddingId);
    }

    private int Known(int field, string value) => _ids[field].GetValueOrDefault(value);

    private string Expected() => $"A sample has the fields {string.Join(", ", _schema.Inputs())}.";
}
