namespace Aread.Data.Import;

/// <summary>The contents of a schema file: what the columns of CSV files mean and how the rows are divided.</summary>
/// <param name="Columns">Every column of the files, those to be ignored too. Fields of the data set come in this order.</param>
public sealed record CsvSchema(IReadOnlyList<CsvColumn> Columns, CsvSplit Split)
{
    /// <summary>The domain that takes up small ones.</summary>
    public const string PooledDomain = "other";

    /// <summary>The data set's name; the directory's if absent.</summary>
    public string? Name { get; init; }

    /// <summary>What stands between two cells.</summary>
    public char Delimiter { get; init; } = ',';

    public IReadOnlyList<CsvHistory> Histories { get; init; } = [];

    public SmallDomains SmallDomains { get; init; }

    /// <summary>Train samples that a domain needs, at least 1.</summary>
    public int MinDomainSamples { get; init; } = 1;

    internal CsvColumn Single(ColumnKind kind) => Columns.Single(column => column.Kind == kind);

    internal CsvColumn? Find(ColumnKind kind) => Columns.SingleOrDefault(column => column.Kind == kind);

    /// <exception cref="DataFormatException">The file is missing, has an unknown key, or asks for what does not fit together.</exception>
    public static CsvSchema Read(string path)
    {
        var schema = AreadJson.ReadFile<CsvSchema>(path);
        new CsvSchemaCheck(path, schema).Require();
        return schema;
    }
}
