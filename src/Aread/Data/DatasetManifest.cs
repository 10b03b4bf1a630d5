using System.Text.Json.Serialization;

namespace Aread.Data;

/// <summary>What a column of a data set means. Histories are sequences, not fields.</summary>
public enum FieldRole
{
    Categorical,
    Numeric,
    User,
    Item,
    Domain,
}

/// <summary>One categorical input of the model.</summary>
/// <param name="Name">Column name, unique in the data set.</param>
/// <param name="Role">What it means.</param>
/// <param name="VocabularySize">Number of ids: 0 is "unseen in train", known values follow; the item field's last id pads sequences if the data set has any.</param>
/// <param name="VocabularyFile">Parquet file (id, value, count) relative to the data set's directory.</param>
/// <param name="VocabularyHash">Of its values in order, without their counts (XXH3, 128 bits, hexadecimal).</param>
public sealed record FieldSpec(string Name, FieldRole Role, int VocabularySize, string VocabularyFile, string VocabularyHash);

/// <summary>A sequence of item ids, for example the user's last liked items. Always <paramref name="Length"/> ids, padded at the end; histories have the newest first.</summary>
public sealed record SequenceSpec(string Name, int Length);

/// <summary>One partition: a Parquet file, or nothing where a domain has no samples in a split.</summary>
/// <param name="File">Relative to the data set's directory, or to that of <see cref="DatasetManifest.Base"/>.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Hash">Of its contents (XXH3, 128 bits, hexadecimal).</param>
public sealed record PartitionSpec(string File, long Samples, long Positives, long Bytes, string Hash)
{
    public static PartitionSpec Empty { get; } = new("", 0, 0, 0, "");

    /// <summary>The file lies in the directory of <see cref="DatasetManifest.Base"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOfBase { get; init; }

    /// <summary>The id that pads sequences in this file, where it was written before the item field had its last values; null: the present one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Padding { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Samples == 0;
}

/// <summary>One domain: its name, its id in the domain field's vocabulary, its three partitions.</summary>
public sealed record DomainSpec(string Name, int Id, PartitionSpec Train, PartitionSpec Valid, PartitionSpec Test)
{
    /// <summary>Names the domain's random draws, where that is not its place in the list: places change when domains go, draws do not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Number { get; init; }

    /// <summary>Scored, but neither trained on nor searched.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPaused { get; init; }

    [JsonIgnore]
    public IEnumerable<PartitionSpec> Partitions => [Train, Valid, Test];

    public PartitionSpec Partition(Split split) => split switch
    {
        Split.Train => Train,
        Split.Valid => Valid,
        Split.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split)),
    };
}

/// <summary>The contents of <c>dataset.json</c>: everything about a data set but its rows.</summary>
public sealed record DatasetManifest
{
    public const int CurrentVersion = 1;

    public const string FileName = "dataset.json";

    internal static DirectoryKind Kind { get; } = new(FileName, "a", "data set");

    public int Version { get; init; } = CurrentVersion;

    public required string Name { get; init; }

    /// <summary>Fields in the order of the id columns.</summary>
    public required IReadOnlyList<FieldSpec> Fields { get; init; }

    public required string ItemField { get; init; }

    public required string DomainField { get; init; }

    /// <summary>Sequences over the item vocabulary; their ids follow the fields' in a sample.</summary>
    public required IReadOnlyList<SequenceSpec> Sequences { get; init; }

    /// <summary>Domains ordered by descending train samples, ties by name; those that came to a run later follow in the order in which they came.</summary>
    public required IReadOnlyList<DomainSpec> Domains { get; init; }

    /// <summary>Directory of the data set that this one goes on from, if some of its partitions are there. No part of the fingerprint.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Base { get; init; }

    /// <summary>How many ids a sample has: one per field, then each sequence's.</summary>
    [JsonIgnore]
    public int Columns => Fields.Count + Sequences.Sum(sequence => sequence.Length);

    [JsonIgnore]
    public int ItemFieldIndex => IndexOf(ItemField);

    [JsonIgnore]
    public int DomainFieldIndex => IndexOf(DomainField);

    /// <summary>The item field's last id, where sequences are padded.</summary>
    [JsonIgnore]
    public int PaddingId => Fields[ItemFieldIndex].VocabularySize - 1;

    /// <summary>See <see cref="DomainSpec.Number"/>.</summary>
    /// <param name="domain">Index of the domain.</param>
    public int NumberOf(int domain) => Domains[domain].Number ?? domain;

    public int IndexOf(string field)
    {
        for (var i = 0; i < Fields.Count; i++)
            if (Fields[i].Name == field) return i;
        throw new ArgumentException($"No field '{field}' in data set '{Name}'.", nameof(field));
    }
}
