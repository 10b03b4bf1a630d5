using System.Text;
using Aread.Data;
using Aread.Data.Import;

namespace Aread.Tests.Data.Import;

/// <summary>Whatever is wrong with what the user gives is told by file, row and column, and leaves nothing behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Theory]
    [InlineData("u1,i1,a,1000,2\n", 2, "label", "'2' is not 0 or 1")]
    [InlineData("u1,i1,a,1000,yes\n", 2, "label", "'yes' is not 0 or 1")]
    [InlineData("u1,i1,a,1000,0\nu1,i1,a,1000\n", 3, null, "4 cells, the header has 5")]
    [InlineData("u1,i1,a,1000,0\nu1,i1,a,1000,1,7\n", 3, null, "6 cells, the header has 5")]
    [InlineData("u1,i1,a,1000,0\nu1,i1,a,noon,1\n", 3, "ts", "'noon' is not a time in Unix seconds")]
    [InlineData("u1,i1,a,1700000000000,1\n", 2, "ts", "unixMilliseconds")]
    [InlineData("u1,,a,1000,1\n", 2, "item", "The cell is empty. Fill it, or set \"allowMissing\": true")]
    [InlineData("u1,\"i1,a,1000,1\n", 2, null, "quote")]
    [InlineData("u1,i1,a,1000,0\n\nu1,i1,a,1000,2\n", 4, "label", "'2' is not 0 or 1")]
    public async Task A_bad_row_is_named(string rows, int row, string? column, string said)
    {
        var fault = await Assert.ThrowsAsync<DataFormatException>(() => _case.RunAsync(ImportCase.Header + rows));

        Assert.Equal((_case["rows.csv"], row, column), (fault.File, fault.Row, fault.Column));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Theory]
    [InlineData("1.5.2", "'1.5.2' is no finite number")]
    [InlineData("NaN", "'NaN' is no finite number")]
    [InlineData("", "The cell is empty")]
    public async Task A_number_that_is_none_is_named(string number, string said)
    {
        var schema = ImportCase.Schema.Replace("{ \"name\": \"user\", \"kind\": \"user\" }", "{ \"name\": \"user\", \"kind\": \"numeric\" }", StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => _case.RunAsync($"{ImportCase.Header}{number},i1,a,1000,1\n", schema));

        Assert.Equal((2, "user"), (fault.Row, fault.Column));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Theory]
    [InlineData("17")]
    [InlineData("\"[17, 4\"")]
    [InlineData("\"[17,,4]\"")]
    public async Task A_list_that_is_none_is_named(string list)
    {
        var schema = ImportCase.Schema.Replace("\"kind\": \"user\"", "\"kind\": \"sequence\"", StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => _case.RunAsync($"{ImportCase.Header}{list},i1,a,1000,1\n", schema));

        Assert.Equal((2, "user"), (fault.Row, fault.Column));
        Assert.Contains("is no list of items", fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Theory]
    [InlineData("", null, "The file is empty")]
    [InlineData("user,item,channel,ts,label\n", null, "There are no rows")]
    [InlineData("user,item,ts,label\nu,i,1,1\n", "channel", "The column is missing; the header has user, item, ts, label")]
    [InlineData("user,item,channel,ts,label,item\nu,i,a,1,1,i\n", "item", "has the column twice")]
    [InlineData("user,item,channel,ts,label,city\nu,i,a,1,1,x\n", "city", "\"kind\": \"ignore\"")]
    public async Task A_file_with_other_columns_is_refused(string csv, string? column, string said)
    {
        var fault = await Assert.ThrowsAsync<DataFormatException>(() => _case.RunAsync(csv));

        Assert.Equal((_case["rows.csv"], column), (fault.File, fault.Column));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var request = _case.Request(ImportCase.Rows());

        var fault = await Assert.ThrowsAsync<DataFormatException>(() =>
            CsvImport.RunAsync(request with { Files = [.. request.Files, _case["more.csv"]] }, null, TestContext.Current.CancellationToken));

        Assert.Equal(_case["more.csv"], fault.File);
        RequireNothingLeft();
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_refused()
    {
        var request = _case.Request("");
        await File.WriteAllBytesAsync(_case["rows.csv"], [.. Encoding.Latin1.GetBytes(ImportCase.Header + "Zoë,i,a,1,1\n")], TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => CsvImport.RunAsync(request, null, TestContext.Current.CancellationToken));

        Assert.Contains("UTF-8", fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Fact]
    public async Task One_domain_is_too_few()
    {
        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(ImportCase.Rows().Replace(",b,", ",a,", StringComparison.Ordinal)));

        Assert.Contains("All rows are of domain 'a'", fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Fact]
    public async Task A_split_that_leaves_nothing_for_a_part_is_refused()
    {
        var csv = ImportCase.Rows();
        var schema = ImportCase.Schema
            .Replace("\"by\": \"time\", \"valid\": 0.2, \"test\": 0.2", "\"by\": \"column\"", StringComparison.Ordinal)
            .Replace("\"kind\": \"time\"", "\"kind\": \"split\"", StringComparison.Ordinal);
        for (var i = 0; i < 10; i++) csv = csv.Replace($",{1000 + i},", i < 6 ? ",train," : ",2,", StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(csv, schema));

        Assert.Contains("leaves no rows for valid", fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Fact]
    public async Task A_part_that_loses_its_rows_with_dropped_domains_is_refused()
    {
        var schema = ImportCase.Schema
            .Replace("\"by\": \"time\", \"valid\": 0.2, \"test\": 0.2", "\"by\": \"column\"", StringComparison.Ordinal)
            .Replace("\"kind\": \"time\"", "\"kind\": \"split\"", StringComparison.Ordinal)
            .Replace("\"split\":", "\"smallDomains\": \"drop\", \"split\":", StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync($"{ImportCase.Header}u,i,a,0,1\nu,i,b,0,0\nu,i,a,2,1\nu,i,c,1,1\n", schema));

        Assert.Contains("leaves no rows for valid", fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Theory]
    [InlineData(",0\n", ",1\n")]
    [InlineData(",1\n", ",0\n")]
    public async Task One_label_is_too_few(string label, string other)
    {
        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(ImportCase.Rows().Replace(label, other, StringComparison.Ordinal)));

        Assert.Contains("same label", fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Fact]
    public async Task Another_data_set_stays_as_it_is()
    {
        await _case.RunAsync(ImportCase.Rows());

        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(ImportCase.Rows(20)));

        Assert.Contains("--overwrite", fault.Message, StringComparison.Ordinal);
        Assert.Equal(10, Dataset.Open(_case.Target).Manifest.Domains.SelectMany(domain => domain.Partitions).Sum(partition => partition.Samples));
        Assert.Equal(20, (await _case.RunAsync(ImportCase.Rows(20), overwrite: true)).Rows);
        Assert.Equal(["out", "rows.csv", "schema.json"], _case.Entries);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(90_000)]
    public async Task A_full_disk_is_told_and_leaves_nothing(int capacity)
    {
        var disk = new SmallDisk(capacity);

        var fault = await Assert.ThrowsAsync<AreadException>(() =>
            CsvImport.ImportAsync(_case.Request(ImportCase.Rows(4000)), new ImportMeter(null, TestContext.Current.CancellationToken), disk.Wrap));

        Assert.Contains("No space left", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_case.Target, fault.Message, StringComparison.Ordinal);
        RequireNothingLeft();
    }

    [Theory]
    [InlineData(ImportStage.Reading)]
    [InlineData(ImportStage.Counting)]
    [InlineData(ImportStage.Writing)]
    public async Task A_cancelled_import_leaves_nothing(ImportStage stage)
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Watch(reached =>
        {
            if (reached.Stage == stage && reached.Rows > 0) cancel.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CsvImport.RunAsync(_case.Request(ImportCase.Rows(30_000)), progress, cancel.Token));

        RequireNothingLeft();
    }

    private void RequireNothingLeft() => Assert.DoesNotContain(_case.Entries, entry => entry.StartsWith("out", StringComparison.Ordinal));

    private sealed class Watch(Action<ImportProgress> see) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => see(value);
    }
}
