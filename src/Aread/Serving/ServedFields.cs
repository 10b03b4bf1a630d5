using Aread.Data;
using Aread.Data.Import;

namespace Aread.Serving;

/// <summary>Finds out how the ids of a data set's fields were made of what its rows said.</summary>
/// <param name="record">Null: fields take the values of their vocabularies as they are, and a time is none.</param>
internal sealed class ServedFields(Dataset dataset, ImportRecord? record)
{
    private readonly ImportPlan? _plan = record is null ? null : new ImportPlan(record.Schema);

    public ServedField Of(FieldSpec field, int index, int firstRow, IReadOnlyList<string> vocabulary)
    {
        var made = _plan is null ? null : _plan.Fields.FirstOrDefault(made => made.Name == field.Name) ?? throw Stranger(field.Name);
        var column = made is null ? null : record!.Schema.Columns[made.Column];
        var cuts = field.Role == FieldRole.Numeric ? NumericBins.CutsOf(vocabulary) : null;
        var encoding = (field.Role, made?.Part) switch
        {
            (FieldRole.Domain, _) => FieldEncoding.Domain,
            (_, TimePart.Weekday) => FieldEncoding.Weekday,
            (_, TimePart.Hour) => FieldEncoding.Hour,
            _ => cuts is null ? FieldEncoding.Value : FieldEncoding.Bins,
        };
        return new ServedField(
            field.Name,
            field.Role,
            encoding,
            column?.Name ?? field.Name,
            firstRow,
            field.VocabularySize,
            $"vocabulary-{index:D3}.json",
            column?.AllowMissing ?? vocabulary.Contains(""),
            made?.Part is null ? null : column!.Format ?? TimeFormat.UnixSeconds,
            cuts);
    }

    public ServedSequence Of(SequenceSpec sequence)
    {
        if (_plan is null) return new ServedSequence(sequence.Name, sequence.Length, null);
        if (_plan.Sequences.Any(made => made.Name == sequence.Name)) return new ServedSequence(sequence.Name, sequence.Length, KeptItems.Last);
        if (record!.Schema.Histories.Any(history => history.Name == sequence.Name)) return new ServedSequence(sequence.Name, sequence.Length, KeptItems.First);
        throw Stranger(sequence.Name);
    }

    private DataFormatException Stranger(string name) => new(
        Path.Combine(dataset.Directory, ImportRecord.FileName), null, null, $"It says nothing of '{name}', which the data set has.", "Make the data set again.");
}
