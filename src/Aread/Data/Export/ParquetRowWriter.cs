using System.IO.Compression;
using Aread.Data.Import;
using Parquet;
using Parquet.Schema;

namespace Aread.Data.Export;

/// <summary>Rows as Parquet: texts, lists of texts, numbers, labels as ints. Gathers samples to row groups.</summary>
internal sealed class ParquetRowWriter : IRowWriter
{
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Snappy, CompressionLevel = CompressionLevel.Fastest };

    private readonly ExportPlan _plan;
    private readonly Split _split;
    private readonly Stream _file;
    private readonly ParquetSchema _schema;
    private readonly List<SampleBlock> _gathered = [];
    private ParquetWriter? _writer;

    public ParquetRowWriter(ExportPlan plan, Split split, Stream file)
    {
        (_plan, _split, _file) = (plan, split, new BufferedStream(file, 1 << 16));
        _schema = new ParquetSchema(plan.Schema.Columns.Select(FieldOf));
    }

    public async ValueTask WriteAsync(SampleBlock samples, CancellationToken cancellationToken)
    {
        _gathered.Add(samples);
        if (_gathered.Sum(block => block.Count) >= DatasetWriter.RowGroupSamples) await FlushAsync(cancellationToken);
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await _writer!.DisposeAsync();
        await _file.FlushAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static Field FieldOf(CsvColumn column) => column.Kind switch
    {
        ColumnKind.Label => new DataField<int>(column.Name, nullable: false),
        ColumnKind.Numeric => new DataField<double>(column.Name, nullable: true),
        ColumnKind.Sequence => new ListField(column.Name, new DataField<string>(ListField.ElementName, nullable: false)),
        _ => new DataField<string>(column.Name),
    };

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _writer ??= await ParquetWriter.CreateAsync(_schema, _file, Options, cancellationToken: cancellationToken);
        if (_gathered.Count == 0) return;
        var samples = SampleBlock.Concatenate(_plan.Manifest.Columns, _gathered);
        _gathered.Clear();
        using var group = _writer.CreateRowGroup();
        var fields = _schema.DataFields;
        for (var field = 0; field < _plan.Columns.Count; field++)
        {
            if (_plan.Columns[field].Numbers is { } numbers) await group.WriteAsync<double>(fields[field], Numbers(samples, field, numbers), null, null, cancellationToken);
            else await group.WriteAsync(fields[field], Texts(samples, field), null);
        }
        var (at, next) = (_plan.Columns.Count, _plan.Columns.Count);
        foreach (var sequence in _plan.Manifest.Sequences)
        {
            await WriteListsAsync(group, fields[next++], samples, at, sequence.Length, cancellationToken);
            at += sequence.Length;
        }
        await group.WriteAsync<int>(fields[next++], samples.Labels.Select(label => (int)label).ToArray().AsMemory(), null, null, cancellationToken);
        await group.WriteAsync(fields[next], Enumerable.Repeat(_split.ToString().ToLowerInvariant(), samples.Count).ToArray(), null);
    }

    private string[] Texts(SampleBlock samples, int field)
    {
        var texts = new string[samples.Count];
        for (var row = 0; row < texts.Length; row++) texts[row] = _plan.TextOf(field, samples.Sample(row)[field]) is { Length: > 0 } text ? text : null!;
        return texts;
    }

    private ReadOnlyMemory<double?> Numbers(SampleBlock samples, int field, double[] numbers)
    {
        var found = new double?[samples.Count];
        for (var row = 0; row < found.Length; row++)
        {
            var id = samples.Sample(row)[field];
            found[row] = _plan.TextOf(field, id).Length == 0 ? null : numbers[id];
        }
        return found;
    }

    private async Task WriteListsAsync(ParquetRowGroupWriter group, DataField field, SampleBlock samples, int at, int length, CancellationToken cancellationToken)
    {
        var (texts, definitions, repetitions) = (new List<ReadOnlyMemory<char>>(), new List<int>(), new List<int>());
        for (var row = 0; row < samples.Count; row++)
        {
            var items = _plan.ItemsOf(samples.Sample(row).Slice(at, length));
            for (var i = 0; i < items.Length; i++)
            {
                _plan.ListedItem(items[i]);
                texts.Add(_plan.TextOf(_plan.Manifest.ItemFieldIndex, items[i]).AsMemory());
                definitions.Add(field.MaxDefinitionLevel);
                repetitions.Add(i == 0 ? 0 : 1);
            }
            if (items.Length > 0) continue;
            definitions.Add(field.MaxDefinitionLevel - 1);
            repetitions.Add(0);
        }
        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(field, texts.ToArray().AsMemory(), definitions.ToArray().AsMemory(), repetitions.ToArray().AsMemory(), cancellationToken);
    }
}
