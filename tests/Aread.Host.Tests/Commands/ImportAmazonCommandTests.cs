using System.Text;
using System.Text.Json;
using Aread.Data;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class ImportAmazonCommandTests : IDisposable
{
    private const string Ratings = "all_csv_files.csv";
    private const string Metadata = "All_Amazon_Meta.json";
    private const long Day = 86_400;

    private readonly TemporaryDirectory _directory = new();

    private string Out => _directory["data"];

    [Fact]
    public async Task Both_files_become_a_data_set_beside_the_papers_figures()
    {
        Write();

        var run = await ImportAsync();

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("Step 4 is done: samples.", run.Output);
        Assert.Contains("amazon: 2 domains, 8 fields", run.Output);
        Assert.Contains("17,664,862", run.Output);
        Assert.Matches(@"dropped: before 2017-08-14\s+1\b", run.Output);
        Assert.Contains($"{Ratings}, line 202: The row has not 4 cells. b0,u0", run.Output);
        Assert.Equal(["Books", "Toys & Games"], Dataset.Open(Out).Manifest.Domains.Select(domain => domain.Name).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(_directory["data.rejected.csv"]));
    }

    [Fact]
    public async Task Json_has_the_figures_and_what_was_dropped()
    {
        Write();

        var run = await ImportAsync("--json");

        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(200, document.RootElement.GetProperty("samples").GetInt64());
        Assert.Equal(0.17, document.RootElement.GetProperty("record").GetProperty("paper").GetProperty("largestShare").GetDouble());
        Assert.Equal("dropped: before 2017-08-14", document.RootElement.GetProperty("record").GetProperty("counts")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public async Task A_missing_companion_is_named()
    {
        Write();
        File.Delete(_directory[Metadata]);

        var run = await ImportAsync();

        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains($"{Metadata}: The file is missing.", run.Errors);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task Damaged_rows_above_the_share_stop_it_and_are_shown()
    {
        Write();

        var run = await ImportAsync("--max-rejected", "0.001");

        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("1 of 202 rows are damaged", run.Errors);
        Assert.Contains("line 202: The row has not 4 cells. b0,u0", run.Errors);
        Assert.False(Directory.Exists(Out));
        Assert.False(Directory.Exists($"{Out}.importing"));
    }

    public void Dispose() => _directory.Dispose();

    private Task<ProgramRun> ImportAsync(params string[] more) => ProgramRun.Of(["import", "amazon", "--input", _directory.Path, "--out", Out, .. more]);

    /// <summary>Two hundred ratings in the twelve months, by ten users of four books and four toys; one before them, and one that is damaged.</summary>
    private void Write()
    {
        var ratings = new StringBuilder();
        for (var i = 0; i < 200; i++) ratings.Append($"{(i % 8 < 4 ? 'b' : 't')}{i % 4},u{i % 10},{(i / 10 % 2 == 0 ? 5 : 1)}.0,{1_504_224_000 + i * Day}\n");
        _directory.Write(Ratings, $"{ratings}b0,u0,5.0,{1_500_000_000}\nb0,u0\n");
        _directory.Write(Metadata, string.Concat(Enumerable.Range(0, 8).Select(i => $$"""{"asin": "{{(i < 4 ? 'b' : 't')}}{{i % 4}}", "category": ["{{(i < 4 ? "Books" : "Toys & Games")}}"], "price": "$5.00"}""" + "\n")));
    }
}
