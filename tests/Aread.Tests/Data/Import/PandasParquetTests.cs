using System.Globalization;
using System.Text.Json;
using Aread.Data;
using Aread.Data.Import;

namespace Aread.Tests.Data.Import;

/// <summary>Files that pandas wrote, held against the same rows as JSON lines. What is in which file: Fixtures/parquet/README.md.</summary>
public sealed class PandasParquetTests : IDisposable
{
    private const string Ids = """{ "name": "user", "kind": "user" }, { "name": "item", "kind": "item" }, { "name": "channel", "kind": "domain" }""";

    private const string Values = """
        { "name": "price", "kind": "numeric", "bins": 4 }, { "name": "age", "kind": "categorical", "allowMissing": true }, { "name": "brand", "kind": "categorical", "allowMissing": true },
        { "name": "small", "kind": "categorical" }, { "name": "large", "kind": "numeric", "bins": 4 }, { "name": "ratio", "kind": "numeric", "bins": 4 }, { "name": "premium", "kind": "categorical" }
        """;

    private const string Label = """{ "name": "label", "kind": "label" }""";
    private const string History = """{ "name": "history", "kind": "sequence", "length": 3, "allowMissing": true }""";

    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Theory]
    [InlineData("default.parquet")]
    [InlineData("groups-zstd.parquet")]
    [InlineData("gzip.parquet")]
    [InlineData("brotli.parquet")]
    [InlineData("lz4.parquet")]
    [InlineData("int96.parquet")]
    [InlineData("millis.parquet")]
    [InlineData("large-string.parquet")]
    public Task Values_of_every_type_are_those_of_the_rows(string file) => RequireSameAsync(file, [Ids, Values, Time("at"), Label, Ignored("at_utc"), Ignored("day")]);

    [Theory]
    [InlineData("at_utc", "at", "day")]
    [InlineData("day", "at", "at_utc")]
    public Task Times_with_a_zone_and_days_are_times(string time, string other, string another) =>
        RequireSameAsync("default.parquet", [Ids, Values, Time(time), Label, Ignored(other), Ignored(another)]);

    [Fact]
    public Task Lists_are_sequences() => RequireSameAsync("lists.parquet", [Ids, Values, Time("at"), History, Label, Ignored("at_utc"), Ignored("day")]);

    [Fact]
    public Task An_index_that_is_a_column_can_be_ignored() => RequireSameAsync("index.parquet", [Ids, Values, Time("at"), Label, Ignored("at_utc"), Ignored("day"), Ignored("row_id")]);

    [Fact]
    public async Task An_index_that_is_a_column_is_named_where_the_schema_does_not()
    {
        var fault = await Assert.ThrowsAsync<DataFormatException>(() => ImportAsync("index.parquet", SchemaOf([Ids, Values, Time("at"), Label, Ignored("at_utc"), Ignored("day")])));

        Assert.Equal("row_id", fault.Column);
    }

    [Fact]
    public Task Parts_with_numbers_for_values_are_read_beside_their_metadata() => RequireSameAsync("parts", [Ids, Values, Time("at"), History, Label], "ids.jsonl");

    [Fact]
    public async Task Decimals_keep_their_digits()
    {
        var dataset = await ImportAsync("decimal.parquet", SchemaOf([Ids, Label, """{ "name": "cost", "kind": "categorical" }"""], """{ "by": "random" }"""));

        var costs = await ImportCase.VocabularyAsync(dataset, "cost");
        Assert.Contains("35.78", costs);
        Assert.All(costs, cost => Assert.Matches(@"^\d+(\.\d\d?)?$", cost));
    }

    [Theory]
    [InlineData("page-v2.parquet", "premium", "bools that are run-length encoded")]
    [InlineData("delta.parquet", "small", "DELTA_BINARY_PACKED")]
    public async Task What_cannot_be_read_is_refused(string file, string column, string reason)
    {
        var fault = await Assert.ThrowsAsync<DataFormatException>(() => ImportAsync(file, SchemaOf([Ids, Values, Time("at"), Label, Ignored("at_utc"), Ignored("day")])));

        Assert.Equal((Fixture(file), column), (fault.File, fault.Column));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains("with data pages of version 1 and plain or dictionary encoding", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_case.Entries, entry => entry.StartsWith("out", StringComparison.Ordinal));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "parquet", "pandas", name);

    private static string Time(string name) => $$"""{ "name": "{{name}}", "kind": "time", "format": "iso", "derive": [ "weekday", "hour" ] }""";

    private static string Ignored(string name) => $$"""{ "name": "{{name}}", "kind": "ignore" }""";

    private static string SchemaOf(string[] columns, string split = """{ "by": "time", "valid": 0.2, "test": 0.2 }""") =>
        $$"""{ "name": "rows", "columns": [ {{string.Join(", ", columns)}} ], "split": {{split}}, "smallDomains": "drop" }""";

    /// <param name="ids">Rows whose values stand for those of the others.</param>
    private async Task RequireSameAsync(string file, string[] columns, string? ids = null)
    {
        var schema = SchemaOf(columns);
        var rows = Rows("rows.jsonl");
        foreach (var (row, other) in rows.Zip(ids is null ? [] : Rows(ids)))
            foreach (var (name, value) in other) row[name] = value;
        var csv = await CsvImport.RunAsync(
            new ImportRequest([_case.Write("rows.csv", Csv(rows, CsvSchema.Read(_case.Write("csv.schema.json", schema))))], _case.Write("schema.json", schema), _case["csv"]), null, Cancellation);

        var parquet = await ImportAsync(file, schema);

        var names = Directory.GetFiles(csv.Dataset.Directory).Select(Path.GetFileName).Order().ToArray();
        Assert.Equal(names, Directory.GetFiles(parquet.Directory).Select(Path.GetFileName).Order());
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(csv.Dataset.Directory, name!)), File.ReadAllBytes(Path.Combine(parquet.Directory, name!))));
        Assert.Equal(48, csv.Rows);
    }

    private async Task<Dataset> ImportAsync(string file, string schema) =>
        (await ParquetImport.RunAsync(new ImportRequest([Fixture(file)], _case.Write("schema.json", schema), _case.Target), null, Cancellation)).Dataset;

    private static List<Dictionary<string, JsonElement>> Rows(string name) =>
        [.. File.ReadLines(Fixture(name)).Select(line => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!)];

    private static string Csv(IEnumerable<Dictionary<string, JsonElement>> rows, CsvSchema schema) =>
        string.Join(',', schema.Columns.Select(column => column.Name)) + "\n" +
        string.Concat(rows.Select(row => string.Join(',', schema.Columns.Select(column => row.TryGetValue(column.Name, out var value) ? Cell(column.Name, value) : "")) + "\n"));

    private static string Cell(string column, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.Array => $"\"{value.GetRawText()}\"",
        JsonValueKind.Number when column == "ratio" => value.GetSingle().ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
