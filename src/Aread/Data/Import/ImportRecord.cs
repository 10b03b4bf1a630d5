namespace Aread.Data.Import;

/// <summary>The contents of <c>import.json</c>, which an import leaves in the data set: how its rows were read, for whoever has to read one more.</summary>
/// <param name="PooledDomains">Domains whose rows are those of <see cref="CsvSchema.PooledDomain"/>.</param>
public sealed record ImportRecord(CsvSchema Schema, IReadOnlyList<string> PooledDomains)
{
    public const string FileName = "import.json";

    /// <summary>Null for a data set that was not made of CSV files.</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    public static ImportRecord? TryRead(Dataset dataset)
    {
        var path = Path.Combine(dataset.Directory, FileName);
        return File.Exists(path) ? AreadJson.ReadFile<ImportRecord>(path) : null;
    }

    internal static ImportRecord Of(StagedRows rows, DomainSelection domains)
    {
        var texts = rows.Values[rows.Plan.Domain].Values;
        var pooled = texts.Where((text, value) => domains.IndexOfValue[value] is var index and >= 0 && domains.Names[index] != text);
        return new ImportRecord(rows.Plan.Schema, [.. pooled.Order(StringComparer.Ordinal)]);
    }
}
