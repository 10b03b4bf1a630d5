namespace Aread.Data.Import;

/// <summary>The contents of <c>import.json</c>, which an import leaves in the data set: how its rows were read, for whoever has to read one more, and what became of them.</summary>
/// <param name="PooledDomains">Domains whose rows are those of <see cref="CsvSchema.PooledDomain"/>.</param>
public sealed record ImportRecord(CsvSchema Schema, IReadOnlyList<string> PooledDomains)
{
    public const string FileName = "import.json";

    /// <summary>Rows that were read; null in data sets of earlier versions.</summary>
    public long? Rows { get; init; }

    /// <summary>Rows that were left out.</summary>
    public IReadOnlyList<DroppedRows> Dropped { get; init; } = [];

    /// <summary>Values that were too rare, of each field that has some.</summary>
    public IReadOnlyList<MergedValues> Merged { get; init; } = [];

    /// <summary>Of each split, if the rows had times.</summary>
    public IReadOnlyList<SplitTimes> Times { get; init; } = [];

    /// <summary>Null if the import made no histories, and in data sets of earlier versions.</summary>
    public HistoryItems? HistoryItems { get; init; }

    /// <summary>Null for a data set that was not made of CSV files.</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    public static ImportRecord? TryRead(Dataset dataset)
    {
        var path = Path.Combine(dataset.Directory, FileName);
        return File.Exists(path) ? AreadJson.ReadFile<ImportRecord>(path) : null;
    }

    internal static ImportRecord Of(StagedRows rows, DomainSelection domains, IReadOnlyList<FieldIds> fields, SampleAssembly samples)
    {
        var texts = rows.Values[rows.Plan.Domain].Values;
        var pooled = texts.Where((text, value) => domains.IndexOfValue[value] is var index and >= 0 && domains.Names[index] != text);
        return new ImportRecord(rows.Plan.Schema, [.. pooled.Order(StringComparer.Ordinal)])
        {
            Rows = rows.File.Count,
            Dropped = domains.DroppedRows == 0 ? [] : [new DroppedRows($"domain with {DomainWarnings.TooFew(rows.Plan.Schema)} train samples", domains.DroppedRows)],
            Merged = [.. fields.Select(field => field.Merged).OfType<MergedValues>()],
            Times = rows.Plan.Schema.Find(ColumnKind.Time) is null ? [] : samples.Times,
            HistoryItems = samples.HistoryItems,
        };
    }
}
