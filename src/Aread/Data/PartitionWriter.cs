using System.IO.Compression;
using Parquet;

namespace Aread.Data;

/// <summary>Writes one partition. Samples gather in memory until they are written as a row group; the file is made with the first.</summary>
internal sealed class PartitionWriter(StagedDirectory directory, string name, PartitionSchema schema) : IAsyncDisposable
{
    /// <summary>The default level, the smallest size, takes many times as long for ids and saves little.</summary>
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };

    private readonly List<int> _ids = [];
    private readonly List<bool> _labels = [];
    private Stream? _file;
    private BufferedStream? _buffer;
    private ParquetWriter? _writer;

    public long Samples { get; private set; }

    public long Positives { get; private set; }

    /// <summary>Samples in memory.</summary>
    public int Buffered => _labels.Count;

    public void Add(ReadOnlySpan<int> ids, bool label)
    {
        if (ids.Length != schema.Ids.Count) throw new ArgumentException($"A sample has {schema.Ids.Count} ids, not {ids.Length}.", nameof(ids));
        _ids.AddRange(ids);
        _labels.Add(label);
        Samples++;
        if (label) Positives++;
    }

    /// <summary>Writes what is in memory as one row group.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_labels.Count == 0) return;
        if (_writer is null)
        {
            _file = directory.Create(name);
            _buffer = new BufferedStream(_file, 1 << 16);
            _writer = await ParquetWriter.CreateAsync(schema.Parquet, _buffer, Options, cancellationToken: cancellationToken);
        }
        using var group = _writer.CreateRowGroup();
        var column = new int[_labels.Count];
        for (var i = 0; i < schema.Ids.Count; i++)
        {
            for (var row = 0; row < column.Length; row++) column[row] = _ids[row * schema.Ids.Count + i];
            await group.WriteAsync<int>(schema.Ids[i], column.AsMemory(), null, null, cancellationToken);
        }
        await group.WriteAsync<bool>(schema.Label, _labels.ToArray().AsMemory(), null, null, cancellationToken);
        _ids.Clear();
        _labels.Clear();
        if (_ids.Capacity > schema.Ids.Count * 4096) _ids.Capacity = 0;
    }

    /// <summary>Writes the rest and closes the file.</summary>
    public async Task<PartitionSpec> CompleteAsync(CancellationToken cancellationToken)
    {
        if (Samples == 0) return PartitionSpec.Empty;
        await FlushAsync(cancellationToken);
        await _writer!.DisposeAsync();
        await _buffer!.FlushAsync(cancellationToken);
        await DisposeAsync();
        var path = directory.PathOf(name);
        return new PartitionSpec(name, Samples, Positives, new FileInfo(path).Length, await ContentHash.OfFileAsync(path, cancellationToken));
    }

    /// <summary>Closes the file. Before it is complete nothing more is written to it, since it is about to go and the disk may be full.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null) await _file.DisposeAsync();
    }
}
