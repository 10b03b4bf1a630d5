using Parquet;
using Parquet.Schema;

namespace Aread.Data;

/// <summary>One Parquet partition, read a row group at a time.</summary>
public sealed class PartitionReader : IAsyncDisposable
{
    private readonly string _path;
    private readonly ParquetReader _reader;
    private readonly DatasetManifest _manifest;
    private readonly DataField[] _ids;
    private readonly DataField _label;
    private readonly int? _padding;

    private PartitionReader(string path, ParquetReader reader, DatasetManifest manifest, DataField[] ids, DataField label, int? padding)
    {
        (_path, _reader, _manifest, _ids, _label, _padding) = (path, reader, manifest, ids, label, padding);
        RowGroupSamples = [.. Enumerable.Range(0, reader.RowGroupCount).Select(group => RowsOf(reader, group))];
    }

    public IReadOnlyList<int> RowGroupSamples { get; }

    internal static async Task<PartitionReader> OpenAsync(string path, DatasetManifest manifest, PartitionSpec partition, CancellationToken cancellationToken)
    {
        var schema = new PartitionSchema(manifest.Fields.Select(field => field.Name), manifest.Sequences);
        ParquetReader? reader = null;
        try
        {
            reader = await ParquetReader.CreateAsync(path, cancellationToken: cancellationToken);
            var columns = reader.Schema.DataFields.ToDictionary(field => field.Name);
            var opened = new PartitionReader(path, reader, manifest, [.. schema.Ids.Select(field => columns[field.Name])], columns[schema.Label.Name], partition.Padding);
            if (opened.RowGroupSamples.Sum(samples => (long)samples) != partition.Samples)
                throw new InvalidDataException($"it has {opened.RowGroupSamples.Sum()} rows, dataset.json says {partition.Samples}");
            return opened;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or AreadException))
        {
            if (reader is not null) await reader.DisposeAsync();
            throw Damaged(path, null, fault);
        }
    }

    /// <exception cref="DataFormatException">The file is damaged, or an id lies outside its field's vocabulary.</exception>
    public async Task<SampleBlock> ReadRowGroupAsync(int rowGroup, CancellationToken cancellationToken = default)
    {
        var count = RowGroupSamples[rowGroup];
        var (ids, labels) = (new int[count * _ids.Length], new byte[count]);
        try
        {
            using var group = _reader.OpenRowGroupReader(rowGroup);
            var column = new int[count];
            for (var i = 0; i < _ids.Length; i++)
            {
                await group.ReadAsync<int>(_ids[i], column.AsMemory(), null, cancellationToken);
                RequireInVocabulary(column, i, rowGroup);
                if (_padding is { } padding && i >= _manifest.Fields.Count) column.AsSpan().Replace(padding, _manifest.PaddingId);
                for (var row = 0; row < count; row++) ids[row * _ids.Length + i] = column[row];
            }
            var positive = new bool[count];
            await group.ReadAsync<bool>(_label, positive.AsMemory(), null, cancellationToken);
            for (var row = 0; row < count; row++) labels[row] = positive[row] ? (byte)1 : (byte)0;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or AreadException))
        {
            throw Damaged(_path, rowGroup, fault);
        }
        return new SampleBlock(_ids.Length, ids, labels);
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private void RequireInVocabulary(int[] column, int index, int rowGroup)
    {
        var field = index < _manifest.Fields.Count ? _manifest.Fields[index] : _manifest.Fields[_manifest.ItemFieldIndex];
        for (var row = 0; row < column.Length; row++)
            if ((uint)column[row] >= (uint)field.VocabularySize)
                throw new DataFormatException(_path, RowGroupSamples.Take(rowGroup).Sum(samples => (long)samples) + row + 1, _ids[index].Name,
                    $"Id {column[row]} lies outside the vocabulary of '{field.Name}', 0 to {field.VocabularySize - 1}.", "Make the data set again.");
    }

    private static int RowsOf(ParquetReader reader, int group)
    {
        using var opened = reader.OpenRowGroupReader(group);
        return checked((int)opened.RowCount);
    }

    private static DataFormatException Damaged(string path, int? rowGroup, Exception fault) => new(path, null, null,
        $"The Parquet file cannot be read{(rowGroup is null ? "" : $" (row group {rowGroup})")}: {fault.Message.TrimEnd('.')}.", "Make the data set again.", fault);
}
