using System.Text;
using Aread.Data;
using Aread.Data.Import;
using Parquet;
using Parquet.Schema;

namespace Aread.Tests.Data.Import;

public sealed class ParquetImportTests : IDisposable
{
    private const string Schema = """
        {
          "name": "rows",
          "columns": [
            { "name": "user", "kind": "user" },
            { "name": "item", "kind": "item" },
            { "name": "domain", "kind": "domain" },
            { "name": "price", "kind": "numeric", "bins": 4, "allowMissing": true },
            { "name": "city", "kind": "categorical", "allowMissing": true },
            { "name": "visits", "kind": "categorical" },
            { "name": "premium", "kind": "categorical" },
            { "name": "ts", "kind": "time", "derive": [ "weekday", "hour" ] },
            { "name": "viewed", "kind": "sequence", "length": 3, "allowMissing": true },
            { "name": "label", "kind": "label" }
          ],
          "split": { "by": "time", "valid": 0.2, "test": 0.2 },
          "histories": [ { "name": "liked", "of": "positive", "length": 2 } ]
        }
        """;

    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Theory]
    [InlineData("arrow.parquet")]
    [InlineData("arrow-v2.parquet")]
    [InlineData("int96.parquet")]
    [InlineData("duckdb.parquet")]
    public async Task The_same_rows_give_the_data_set_that_they_give_as_csv(string file)
    {
        var schema = _case.Write("schema.json", Schema);
        var csv = (await CsvImport.RunAsync(new ImportRequest([Fixture("rows.csv")], schema, _case["csv"]), null, Cancellation)).Dataset;

        var parquet = (await ParquetImport.RunAsync(new ImportRequest([Fixture(file)], schema, _case["parquet"]), null, Cancellation)).Dataset;

        var names = Directory.GetFiles(csv.Directory).Select(Path.GetFileName).Order().ToArray();
        Assert.Equal(names, Directory.GetFiles(parquet.Directory).Select(Path.GetFileName).Order());
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(csv.Directory, name!)), File.ReadAllBytes(Path.Combine(parquet.Directory, name!))));
        Assert.Contains("Köln, West", await ImportCase.VocabularyAsync(parquet, "city"));
    }

    [Theory]
    [InlineData(TimeFormat.Iso, "iso")]
    [InlineData(TimeFormat.UnixMilliseconds, "unixMilliseconds")]
    public async Task Timestamps_are_times_whatever_the_format_of_the_schema(TimeFormat format, string name)
    {
        var plain = await ParquetImport.RunAsync(new ImportRequest([Fixture("arrow.parquet")], _case.Write("schema.json", Schema), _case["plain"]), null, Cancellation);
        var other = _case.Write("schema.json", Schema.Replace("\"kind\": \"time\"", $"\"kind\": \"time\", \"format\": \"{name}\"", StringComparison.Ordinal));

        var read = await ParquetImport.RunAsync(new ImportRequest([Fixture("arrow.parquet")], other, _case["other"]), null, Cancellation);

        Assert.Equal(format, CsvSchema.Read(other).Single(ColumnKind.Time).Format);
        Assert.Equal(plain.Dataset.Fingerprint, read.Dataset.Fingerprint);
    }

    [Fact]
    public async Task Files_of_a_directory_are_read_in_the_order_of_their_paths_and_others_passed_over()
    {
        Directory.CreateDirectory(_case["rows/b"]);
        Directory.CreateDirectory(_case["rows/_temporary"]);
        await WriteAsync("rows/b/part-1.parquet", Users, Rows(0, 5), rowGroup: 2);
        await WriteAsync("rows/part-0.parquet", Users, Rows(5, 15), rowGroup: 4);
        _case.Write("rows/_temporary/part-2.parquet", "left behind");
        _case.Write("rows/_SUCCESS", "");
        _case.Write("rows/.part-0.parquet.crc", "");

        var read = await RunAsync("rows");
        var plain = await CsvImport.RunAsync(_case.Request(ImportCase.Rows(15)) with { OutputDirectory = _case["plain"] }, null, Cancellation);

        Assert.Equal(15, read.Rows);
        Assert.Equal(Hashes(plain.Dataset), Hashes(read.Dataset));
    }

    [Fact]
    public async Task A_fault_names_file_row_and_column()
    {
        var rows = Rows(0, 10);
        rows[6] = rows[6] with { Label = 2 };
        await WriteAsync("rows.parquet", Users, rows, rowGroup: 3);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => RunAsync("rows.parquet"));

        Assert.Equal((_case["rows.parquet"], 7, "label"), (fault.File, fault.Row, fault.Column));
        RequireNothingLeft();
    }

    [Fact]
    public async Task A_missing_value_is_an_empty_cell()
    {
        var rows = Rows(0, 10);
        rows[4] = rows[4] with { User = null };
        await WriteAsync("rows.parquet", Users, rows, rowGroup: 3);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => RunAsync("rows.parquet"));

        Assert.Equal((5, "user"), (fault.Row, fault.Column));
        Assert.Contains("The cell is empty", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_the_schema_does_not_name_is_refused()
    {
        var schema = new ParquetSchema([.. Users.Fields.OfType<DataField>().Select(field => field.Name == "ts" ? new DataField<long>("time", nullable: false) : field)]);
        await WriteAsync("rows.parquet", schema, Rows(0, 10), rowGroup: 10);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => RunAsync("rows.parquet"));

        Assert.Equal((_case["rows.parquet"], null, "ts"), (fault.File, fault.Row, fault.Column));
        Assert.Contains("the header has user, item, channel, time, label", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_belong_to_sequences()
    {
        var schema = _case.Write("schema.json", Schema.Replace("\"kind\": \"sequence\", \"length\": 3,", "\"kind\": \"categorical\",", StringComparison.Ordinal));

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => ParquetImport.RunAsync(new ImportRequest([Fixture("arrow.parquet")], schema, _case.Target), null, Cancellation));

        Assert.Equal("viewed", fault.Column);
        Assert.Contains("The column holds lists", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(4000)]
    public async Task A_file_that_was_cut_short_is_refused(int bytes)
    {
        await File.WriteAllBytesAsync(_case["rows.parquet"], (await File.ReadAllBytesAsync(Fixture("arrow.parquet"), Cancellation))[..bytes], Cancellation);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => RunAsync("rows.parquet"));

        Assert.Equal(_case["rows.parquet"], fault.File);
        Assert.Contains("cannot be read", fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Theory]
    [InlineData(4, "The text is not UTF-8")]
    [InlineData(200, "The column cannot be read (row group 0, after row 0)")]
    public async Task Damaged_pages_are_told_by_their_column(int damaged, string said)
    {
        var bytes = await File.ReadAllBytesAsync(Fixture("arrow.parquet"), Cancellation);
        bytes.AsSpan(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("Köln")), damaged).Fill(0xFF);
        await File.WriteAllBytesAsync(_case["rows.parquet"], bytes, Cancellation);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() =>
            ParquetImport.RunAsync(new ImportRequest([_case["rows.parquet"]], _case.Write("schema.json", Schema), _case.Target), null, Cancellation));

        Assert.Equal("city", fault.Column);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Theory]
    [InlineData("premium", "")]
    [InlineData("viewed", "premium")]
    public async Task What_cannot_be_read_of_pages_of_version_2_is_refused(string column, string ignored)
    {
        var text = Schema.Replace($"\"name\": \"{ignored}\", \"kind\": \"categorical\"", $"\"name\": \"{ignored}\", \"kind\": \"ignore\"", StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() =>
            ParquetImport.RunAsync(new ImportRequest([Fixture("arrow-v2-unreadable.parquet")], _case.Write("schema.json", text), _case.Target), null, Cancellation));

        Assert.Equal(column, fault.Column);
        Assert.Contains("data pages of version 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_and_a_directory_without_files_are_named()
    {
        Directory.CreateDirectory(_case["empty"]);

        Assert.Equal(_case["nothing.parquet"], (await Assert.ThrowsAsync<DataFormatException>(() => RunAsync("nothing.parquet"))).File);
        var fault = await Assert.ThrowsAsync<DataFormatException>(() => RunAsync("empty"));
        Assert.Contains("holds no file *.parquet", fault.Message, StringComparison.Ordinal);
    }

    private sealed record Row(string? User, int Item, string Channel, long Time, int Label);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ParquetSchema Users { get; } = new(
        new DataField<string>("user"), new DataField<int>("item", nullable: false), new DataField<string>("channel"), new DataField<long>("ts", nullable: false), new DataField<int>("label", nullable: false));

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "parquet", name);

    private static IEnumerable<string> Hashes(Dataset dataset) => dataset.Manifest.Domains.SelectMany(domain => domain.Partitions).Select(partition => partition.Hash);

    /// <summary>As <see cref="ImportCase.Rows"/>, but for the items, which are numbers.</summary>
    private static Row[] Rows(int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(i => new Row($"u{i % 3}", i % 4, i % 4 < 2 ? "a" : "b", 1000 + i, i % 2))];

    private Task<ImportSummary> RunAsync(string path) =>
        ParquetImport.RunAsync(new ImportRequest([_case[path]], _case.Write("schema.json", ImportCase.Schema), _case.Target), null, Cancellation);

    private async Task WriteAsync(string name, ParquetSchema schema, Row[] rows, int rowGroup)
    {
        await using var file = File.Create(_case[name]);
        await using var writer = await ParquetWriter.CreateAsync(schema, file, cancellationToken: Cancellation);
        var fields = schema.Fields.OfType<DataField>().ToArray();
        foreach (var part in rows.Chunk(rowGroup))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(fields[0], part.Select(row => row.User!).ToArray(), null);
            await group.WriteAsync<int>(fields[1], part.Select(row => row.Item).ToArray().AsMemory(), null, null, Cancellation);
            await group.WriteAsync(fields[2], part.Select(row => row.Channel).ToArray(), null);
            await group.WriteAsync<long>(fields[3], part.Select(row => row.Time).ToArray().AsMemory(), null, null, Cancellation);
            await group.WriteAsync<int>(fields[4], part.Select(row => row.Label).ToArray().AsMemory(), null, null, Cancellation);
        }
    }

    private void RequireNothingLeft() => Assert.DoesNotContain(_case.Entries, entry => entry.StartsWith("out", StringComparison.Ordinal));
}
