using Aread.Data;
using Aread.Data.Import;
using Aread.Hei;

namespace Aread.Serving;

/// <summary>What a sample to be scored says, and what the model makes of it.</summary>
/// <param name="Fields">In the order of the ids.</param>
/// <param name="ItemField">Whose ids sequences hold.</param>
/// <param name="PaddingId">Of the item field: fills a sequence up.</param>
public sealed record ServedSchema(
    IReadOnlyList<ServedField> Fields,
    IReadOnlyList<ServedSequence> Sequences,
    string ItemField,
    string DomainField,
    int PaddingId,
    IReadOnlyList<ServedDomain> Domains)
{
    /// <summary>Names of the values that a sample has: all of these, and no others.</summary>
    public IReadOnlyList<string> Inputs() =>
        [.. Fields.Where(made => made.Encoding != FieldEncoding.Domain).Select(made => made.Input).Concat(Sequences.Select(sequence => sequence.Name)).Distinct()];

    public FeatureLayout ToFeatures() => new(
        [.. Fields.Select(field => field.Rows)],
        [.. Sequences.Select(sequence => sequence.Length)],
        IndexOf(ItemField),
        IndexOf(DomainField));

    public int IndexOf(string field)
    {
        for (var i = 0; i < Fields.Count; i++)
            if (Fields[i].Name == field) return i;
        throw new AreadException($"There is no field '{field}'.");
    }

    /// <summary>Of a data set, with what its import tells of the way from rows to ids.</summary>
    /// <param name="vocabularies">Values of each field.</param>
    /// <param name="maskOf">By index of the domain; see <see cref="ServedDomain"/>.</param>
    /// <exception cref="DataFormatException">The import's record is that of another data set.</exception>
    public static ServedSchema Of(Dataset dataset, IReadOnlyList<IReadOnlyList<string>> vocabularies, Func<int, IReadOnlyList<string>?> maskOf)
    {
        var (manifest, record) = (dataset.Manifest, ImportRecord.TryRead(dataset));
        var features = FeatureLayout.Of(manifest);
        var fields = new ServedFields(dataset, record);
        var pooled = record?.PooledDomains ?? [];
        return new ServedSchema(
            [.. manifest.Fields.Select((field, i) => fields.Of(field, i, features.Row(i, 0), vocabularies[i]))],
            [.. manifest.Sequences.Select(fields.Of)],
            manifest.ItemField,
            manifest.DomainField,
            manifest.Fields[manifest.ItemFieldIndex].VocabularySize - 1,
            [.. manifest.Domains.Select((domain, i) =>
                new ServedDomain(domain.Name, domain.Id, domain.Train.Samples, domain.Name == CsvSchema.PooledDomain ? pooled : [], maskOf(i)))]);
    }
}
