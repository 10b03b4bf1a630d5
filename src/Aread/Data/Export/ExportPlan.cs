using Aread.Data.Import;

namespace Aread.Data.Export;

/// <summary>The columns of a data set's rows: fields, sequences, label, split.</summary>
internal sealed class ExportPlan
{
    private readonly string?[] _listed;

    private ExportPlan(DatasetManifest manifest, IReadOnlyList<ExportColumn> columns)
    {
        (Manifest, Columns) = (manifest, columns);
        string[] taken = [.. manifest.Fields.Select(field => field.Name), .. manifest.Sequences.Select(sequence => sequence.Name)];
        (Label, SplitName) = (Free("label", taken), Free("split", taken));
        _listed = manifest.Sequences.Count == 0 ? [] : [.. columns[manifest.ItemFieldIndex].Texts.Select(item => item is null ? null : ItemList.Write(item))];
    }

    public DatasetManifest Manifest { get; }

    public IReadOnlyList<ExportColumn> Columns { get; }

    /// <summary>Name of the column of labels.</summary>
    public string Label { get; }

    /// <summary>Name of the column of splits.</summary>
    public string SplitName { get; }

    public CsvSchema Schema => new(
        [
            .. Columns.Select(column => column.Column),
            .. Manifest.Sequences.Select(sequence => new CsvColumn(sequence.Name, ColumnKind.Sequence, Length: sequence.Length)),
            new CsvColumn(Label, ColumnKind.Label),
            new CsvColumn(SplitName, ColumnKind.Split),
        ],
        new CsvSplit(SplitBy.Column))
    { Name = Manifest.Name };

    public static async Task<ExportPlan> CreateAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var vocabularies = new List<IReadOnlyList<string>>();
        foreach (var field in dataset.Manifest.Fields) vocabularies.Add(await VocabularyFile.ReadAsync(dataset, field, cancellationToken));
        var unseen = "<unseen>";
        while (vocabularies.Any(values => values.Contains(unseen))) unseen = $"<{unseen}>";
        return new ExportPlan(dataset.Manifest, [.. dataset.Manifest.Fields.Select((field, i) => ExportColumn.Of(field, vocabularies[i], unseen))]);
    }

    /// <summary>The text of a field's value.</summary>
    /// <exception cref="AreadException">The id has none.</exception>
    public string TextOf(int field, int id) => (id < Columns[field].Texts.Length ? Columns[field].Texts[id] : null)
        ?? throw new AreadException($"A sample has no value of '{Columns[field].Column.Name}': it cannot be written as a row. Make the data set again.");

    /// <summary>The items of a sequence, without padding.</summary>
    /// <param name="ids">All of its ids.</param>
    public ReadOnlySpan<int> ItemsOf(ReadOnlySpan<int> ids) => ids.IndexOf(Manifest.PaddingId) is var end and >= 0 ? ids[..end] : ids;

    /// <summary>The text of an item in a list.</summary>
    /// <exception cref="AreadException">No list can hold it.</exception>
    public string ListedItem(int id) => _listed[id]
        ?? throw new AreadException($"Item '{Columns[Manifest.ItemFieldIndex].Texts[id]}' cannot stand in a list: it is empty, or has spaces or quotes at its ends, or both kinds of quotes. Rename it where the data set comes from.");

    private static string Free(string name, string[] taken)
    {
        while (taken.Contains(name)) name += "_";
        return name;
    }
}
