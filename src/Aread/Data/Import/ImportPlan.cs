namespace Aread.Data.Import;

/// <summary>
/// What a schema comes to: the fields of the data set and the layout of a staged record, which holds all of a row that later steps need in a
/// fixed number of bytes.
/// </summary>
internal sealed class ImportPlan
{
    public const int TimeOffset = 0;
    public const int SplitOffset = sizeof(long);
    public const int LabelOffset = SplitOffset + 1;

    private const int FieldsOffset = LabelOffset + 1;

    public ImportPlan(CsvSchema schema)
    {
        Schema = schema;
        var fields = new List<ImportField>();
        var sequences = new List<ImportSequence>();
        RecordSize = FieldsOffset;
        for (var i = 0; i < schema.Columns.Count; i++)
        {
            var column = schema.Columns[i];
            if (RoleOf(column.Kind) is { } role) Add(new ImportField(column.Name, role, i, null, RecordSize));
            foreach (var part in column.Derive ?? []) Add(new ImportField(ImportField.NameOf(part), FieldRole.Categorical, i, part, RecordSize));
            if (column.Kind != ColumnKind.Sequence) continue;
            sequences.Add(new ImportSequence(column.Name, i, column.Length ?? CsvColumn.DefaultLength, RecordSize));
            RecordSize += sequences[^1].Length * sizeof(int);
        }
        Fields = fields;
        Sequences = sequences;
        Item = fields.FindIndex(field => field.Role == FieldRole.Item);
        Domain = fields.FindIndex(field => field.Role == FieldRole.Domain);
        User = fields.FindIndex(field => field.Role == FieldRole.User);

        void Add(ImportField field)
        {
            fields.Add(field);
            RecordSize += field.Role == FieldRole.Numeric ? sizeof(double) : sizeof(int);
        }
    }

    public CsvSchema Schema { get; }

    public IReadOnlyList<ImportField> Fields { get; }

    /// <summary>Sequences that columns hold; those made of histories are not among them.</summary>
    public IReadOnlyList<ImportSequence> Sequences { get; }

    /// <summary>Bytes of a record.</summary>
    public int RecordSize { get; private set; }

    /// <summary>Index of the item field.</summary>
    public int Item { get; }

    /// <summary>Index of the domain field.</summary>
    public int Domain { get; }

    /// <summary>Index of the user field, -1 if there is none.</summary>
    public int User { get; }

    private static FieldRole? RoleOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Domain => FieldRole.Domain,
        ColumnKind.Item => FieldRole.Item,
        ColumnKind.User => FieldRole.User,
        ColumnKind.Categorical => FieldRole.Categorical,
        ColumnKind.Numeric => FieldRole.Numeric,
        _ => null,
    };
}
