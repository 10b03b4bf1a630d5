using System.Text.Json;

namespace Aread.Data;

/// <summary>
/// Writes a data set in bounded memory. All files go to a directory beside the target, which takes its place only when it is complete;
/// disposed before, nothing is left.
/// </summary>
public sealed class DatasetWriter : IAsyncDisposable
{
    /// <summary>Most samples of a row group: what reading keeps in memory at once.</summary>
    public const int RowGroupSamples = 65_536;

    /// <summary>Most ids in memory over all partitions (128 MiB).</summary>
    private const long BufferedIds = 32 * 1024 * 1024;

    private readonly DatasetDraft _draft;
    private readonly StagedDirectory _directory;
    private readonly PartitionWriter[,] _partitions;
    private readonly int _columns;
    private long _buffered;

    private DatasetWriter(DatasetDraft draft, StagedDirectory directory)
    {
        (_draft, _directory) = (draft, directory);
        var schema = new PartitionSchema(draft.Fields.Select(field => field.Name), draft.Sequences);
        _columns = schema.Ids.Count;
        var splits = Enum.GetValues<Split>();
        _partitions = new PartitionWriter[draft.Domains.Count, splits.Length];
        for (var domain = 0; domain < draft.Domains.Count; domain++)
            foreach (var split in splits)
                _partitions[domain, (int)split] = new PartitionWriter(directory, $"{split.ToString().ToLowerInvariant()}-{domain:D5}.parquet", schema);
    }

    /// <param name="overwrite">Replace a data set that is there.</param>
    /// <exception cref="AreadException">The directory is there already, or cannot be written.</exception>
    public static DatasetWriter Create(string directory, DatasetDraft draft, bool overwrite = false) => Create(StagedDirectory.Begin(directory, DatasetManifest.Kind, overwrite), draft);

    internal static DatasetWriter Create(StagedDirectory directory, DatasetDraft draft) => new(draft, directory);

    /// <param name="domain">Index in <see cref="DatasetDraft.Domains"/>.</param>
    /// <param name="ids">Its ids: fields in the order of the draft, then sequences.</param>
    /// <param name="label">0 or 1.</param>
    /// <exception cref="AreadException">The disk is full.</exception>
    public async ValueTask AddAsync(int domain, Split split, ReadOnlyMemory<int> ids, byte label, CancellationToken cancellationToken = default)
    {
        var partition = _partitions[domain, (int)split];
        partition.Add(ids.Span, label != 0);
        _buffered++;
        if (partition.Buffered >= RowGroupSamples) await FlushAsync(partition, cancellationToken);
        else if (_buffered * _columns >= BufferedIds) await FlushAsync(Largest(), cancellationToken);
    }

    /// <summary>Adds a file that belongs to the data set, beside its manifest.</summary>
    /// <param name="name">File name, unlike those of partitions and vocabularies.</param>
    /// <exception cref="AreadException">The disk is full.</exception>
    public async Task AddFileAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        try
        {
            await File.WriteAllBytesAsync(_directory.PathOf(name), content, cancellationToken);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(_directory.Target, fault);
        }
    }

    /// <summary>Writes what is left, the vocabularies and the manifest, and puts the directory in its place.</summary>
    /// <exception cref="AreadException">The disk is full.</exception>
    public async Task<Dataset> CompleteAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var domains = new List<DomainSpec>();
            var domainField = _draft.Fields.Single(field => field.Name == _draft.DomainField);
            for (var domain = 0; domain < _draft.Domains.Count; domain++)
                domains.Add(new DomainSpec(
                    _draft.Domains[domain],
                    1 + IndexOf(domainField.Values, _draft.Domains[domain]),
                    await _partitions[domain, (int)Split.Train].CompleteAsync(cancellationToken),
                    await _partitions[domain, (int)Split.Valid].CompleteAsync(cancellationToken),
                    await _partitions[domain, (int)Split.Test].CompleteAsync(cancellationToken)));
            var fields = new List<FieldSpec>();
            foreach (var field in _draft.Fields) fields.Add(await WriteVocabularyAsync(field, fields.Count, cancellationToken));
            var manifest = new DatasetManifest
            {
                Name = _draft.Name,
                Fields = fields,
                ItemField = _draft.ItemField,
                DomainField = _draft.DomainField,
                Sequences = _draft.Sequences,
                Domains = [.. domains.OrderByDescending(domain => domain.Train.Samples).ThenBy(domain => domain.Name, StringComparer.Ordinal)],
            };
            ManifestCheck.Require(manifest, DatasetManifest.FileName);
            await File.WriteAllBytesAsync(_directory.PathOf(DatasetManifest.FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, AreadJson.Indented), cancellationToken);
            _directory.Commit();
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(_directory.Target, fault);
        }
        return Dataset.Open(_directory.Target);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var partition in _partitions) await partition.DisposeAsync();
        _directory.Dispose();
    }

    private async ValueTask FlushAsync(PartitionWriter partition, CancellationToken cancellationToken)
    {
        _buffered -= partition.Buffered;
        try
        {
            await partition.FlushAsync(cancellationToken);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(_directory.Target, fault);
        }
    }

    private PartitionWriter Largest()
    {
        var largest = _partitions[0, 0];
        foreach (var partition in _partitions)
            if (partition.Buffered > largest.Buffered) largest = partition;
        return largest;
    }

    private async Task<FieldSpec> WriteVocabularyAsync(FieldDraft field, int index, CancellationToken cancellationToken)
    {
        var file = $"vocabulary-{index:D3}.parquet";
        await VocabularyFile.WriteAsync(_directory, file, field, cancellationToken);
        var padding = field.Name == _draft.ItemField && _draft.Sequences.Count > 0 ? 1 : 0;
        return new FieldSpec(field.Name, field.Role, 1 + field.Values.Count + padding, file, ContentHash.OfValues(field.Values));
    }

    private static int IndexOf(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
            if (values[i] == value) return i;
        throw new ArgumentException($"Domain '{value}' is no value of the domain field.", nameof(value));
    }
}
