using Parquet.Schema;

namespace Aread.Data;

/// <summary>The columns of a partition file: one per id of a sample, then the label.</summary>
internal sealed class PartitionSchema
{
    /// <summary>Cannot be the name of a field: fields are named by column and position.</summary>
    private const string LabelColumn = "label";

    /// <param name="fields">Names of the fields.</param>
    /// <param name="sequences">Each of its positions is a column.</param>
    public PartitionSchema(IEnumerable<string> fields, IEnumerable<SequenceSpec> sequences)
    {
        string[] names = [.. fields.Select(field => $"field.{field}"), .. sequences.SelectMany(sequence => Enumerable.Range(0, sequence.Length).Select(i => $"sequence.{sequence.Name}.{i}"))];
        Ids = [.. names.Select(name => new DataField<int>(name, nullable: false))];
        Label = new DataField<bool>(LabelColumn, nullable: false);
        Parquet = new ParquetSchema([.. Ids, Label]);
    }

    public IReadOnlyList<DataField> Ids { get; }

    public DataField Label { get; }

    public ParquetSchema Parquet { get; }
}
