using Aread.Data;
using Aread.Data.Import;

namespace Aread.Tests.Data.Import;

public sealed class DirectoryDomainTests : IDisposable
{
    private static readonly string Schema = ImportCase.Schema.Replace("\"kind\": \"domain\"", "\"kind\": \"domain\", \"from\": \"directory\"", StringComparison.Ordinal);

    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Theory]
    [InlineData("sports", "toys & games", "sports,toys & games")]
    [InlineData("channel=sports", "channel=toys%20%26%20games", "sports,toys & games")]
    [InlineData("sports/2024", "toys/2025", "sports,toys")]
    [InlineData("day=1/channel=a=b", "day=1/channel=c", "a=b,c")]
    public async Task A_directory_names_the_domain(string first, string second, string domains)
    {
        Write(first, 0, 10);
        Write(second, 10, 20);

        var dataset = (await RunAsync("rows")).Dataset;

        Assert.Equal(domains.Split(','), (await ImportCase.VocabularyAsync(dataset, "channel")).Order());
        Assert.Equal(["user", "item", "channel"], dataset.Manifest.Fields.Select(field => field.Name));
        Assert.All(dataset.Manifest.Domains, domain => Assert.Equal(10, domain.Partitions.Sum(partition => partition.Samples)));
    }

    [Fact]
    public async Task A_file_named_by_itself_has_the_domain_of_its_directory()
    {
        Write("x/sports", 0, 10);
        Write("x/toys", 10, 20);

        var dataset = (await RunAsync("rows/x/sports/rows.csv", "rows/x/toys/rows.csv")).Dataset;

        Assert.Equal(["sports", "toys"], (await ImportCase.VocabularyAsync(dataset, "channel")).Order());
    }

    [Fact]
    public async Task A_column_in_the_file_that_comes_from_the_directory_is_refused()
    {
        Directory.CreateDirectory(_case["rows/a"]);
        _case.Write("rows/a/rows.csv", ImportCase.Rows());

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => RunAsync("rows"));

        Assert.Equal((Path.Combine(_case["rows"], "a", "rows.csv"), "channel"), (fault.File, fault.Column));
        Assert.Contains("takes it from the directory", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "No directory names the value")]
    [InlineData("day=1", "No directory names the value")]
    [InlineData("channel=__HIVE_DEFAULT_PARTITION__", "The cell is empty")]
    public async Task A_file_without_a_domain_is_named(string directory, string said)
    {
        Write("sports", 0, 10);
        Write(directory, 10, 20);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => RunAsync("rows"));

        Assert.Equal((Path.Combine(_case["rows"], directory, "rows.csv"), "channel"), (fault.File, fault.Column));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_case.Target));
    }

    private void Write(string directory, int from, int to)
    {
        Directory.CreateDirectory(_case[$"rows/{directory}"]);
        _case.Write($"rows/{directory}/rows.csv", "user,item,ts,label\n" + string.Concat(Enumerable.Range(from, to - from).Select(i => $"u{i % 3},i{i % 4},{1000 + i % 10},{i % 2}\n")));
    }

    private Task<ImportSummary> RunAsync(params string[] paths) =>
        CsvImport.RunAsync(new ImportRequest([.. paths.Select(path => _case[path])], _case.Write("schema.json", Schema), _case.Target), null, TestContext.Current.CancellationToken);
}
