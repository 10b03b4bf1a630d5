using Aread.Data;

namespace Aread.Hei;

/// <summary>How a sample's ids become rows of the one embedding table shared by all fields.</summary>
/// <remarks>
/// Field f owns rows [Offset(f), Offset(f) + VocabularySizes[f]). A sequence's ids are item ids and use the item field's rows.
/// A sample's ids are its fields, then each sequence.
/// </remarks>
public sealed class FeatureLayout
{
    private readonly int[] _columnOffsets;

    /// <param name="vocabularySizes">Rows of each field.</param>
    /// <param name="sequenceLengths">Ids per sequence.</param>
    /// <param name="itemField">Index of the item field; sequences share its rows.</param>
    /// <param name="domainField">Index of the domain field.</param>
    public FeatureLayout(IReadOnlyList<int> vocabularySizes, IReadOnlyList<int> sequenceLengths, int itemField, int domainField)
    {
        VocabularySizes = vocabularySizes;
        SequenceLengths = sequenceLengths;
        DomainField = domainField;
        Columns = vocabularySizes.Count + sequenceLengths.Sum();
        _columnOffsets = new int[Columns];
        for (var field = 0; field < Fields; field++)
        {
            _columnOffsets[field] = Rows;
            Rows = checked(Rows + vocabularySizes[field]);
        }
        Array.Fill(_columnOffsets, _columnOffsets[itemField], Fields, Columns - Fields);
    }

    public IReadOnlyList<int> VocabularySizes { get; }

    public IReadOnlyList<int> SequenceLengths { get; }

    public int DomainField { get; }

    public int Fields => VocabularySizes.Count;

    /// <summary>Ids per sample: C.</summary>
    public int Columns { get; }

    /// <summary>Rows of the embedding table.</summary>
    public int Rows { get; }

    /// <summary>Embedding vectors that make up x: one per field, one (the mean) per sequence.</summary>
    public int Inputs => Fields + SequenceLengths.Count;

    public static FeatureLayout Of(DatasetManifest manifest) => new(
        [.. manifest.Fields.Select(field => field.VocabularySize)],
        [.. manifest.Sequences.Select(sequence => sequence.Length)],
        manifest.ItemFieldIndex,
        manifest.DomainFieldIndex);

    /// <summary>Table row of an id in column <paramref name="column"/>.</summary>
    public int Row(int column, int id) => _columnOffsets[column] + id;
}
