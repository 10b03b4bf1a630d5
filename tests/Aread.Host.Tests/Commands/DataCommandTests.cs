using System.Text.Json;
using System.Xml.Linq;
using Aread.Data;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private const string Schema = """
        {
          "name": "shop",
          "columns": [
            { "name": "user", "kind": "user" },
            { "name": "item", "kind": "item" },
            { "name": "domain", "kind": "domain", "from": "directory" },
            { "name": "ts", "kind": "time" },
            { "name": "label", "kind": "label" }
          ],
          "split": { "by": "time", "valid": 0.2, "test": 0.2 },
          "minDomainSamples": 2, "smallDomains": "drop"
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_directory_for_each_domain_becomes_a_data_set_and_is_shown()
    {
        await ImportAsync();

        var run = await ProgramRun.Of("data", "show", _directory["data"]);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("shop: 2 domains, 3 fields", run.Output);
        Assert.Contains("sports", run.Output);
        Assert.Contains("left out: domain with fewer than 2 train samples", run.Output);
        Assert.Contains("passed  No moment is in two splits.", run.Output);
    }

    [Fact]
    public async Task Few_domains_are_listed_if_asked_for()
    {
        await ImportAsync();

        var run = await ProgramRun.Of("data", "show", _directory["data"], "--limit", "1");

        Assert.Contains("1 more domain: --limit 2", run.Output);
        Assert.Contains(run.Output.Split('\n'), line => line.StartsWith("  sports", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Output.Split('\n'), line => line.StartsWith("  toys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_is_the_whole_report()
    {
        await ImportAsync();

        var run = await ProgramRun.Of("data", "show", _directory["data"], "--json");

        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, report.GetProperty("domains").GetArrayLength());
        Assert.Equal("user", report.GetProperty("shared")[0].GetProperty("field").GetString());
        Assert.Equal(41, report.GetProperty("import").GetProperty("rows").GetInt64());
        Assert.Equal(4, report.GetProperty("checks").GetArrayLength());
    }

    [Fact]
    public async Task A_report_is_a_page_or_a_picture()
    {
        await ImportAsync();

        var page = await ProgramRun.Of("data", "show", _directory["data"], "--report", _directory["shop.html"]);
        var picture = await ProgramRun.Of("data", "show", _directory["data"], "--report", _directory["shop.svg"]);

        Assert.Equal((ExitCode.Done, ExitCode.Done), (page.Code, picture.Code));
        var html = XDocument.Parse(File.ReadAllText(_directory["shop.html"]).Replace("<!DOCTYPE html>", ""));
        Assert.Equal("shop – data set", html.Descendants("title").First().Value);
        Assert.DoesNotContain(html.Descendants(), element => element.Name == "script");
        Assert.Contains(html.Descendants("th"), cell => cell.Value == "toys & <games>");
        var bars = XDocument.Load(_directory["shop.svg"]).Descendants().Where(element => element.Name.LocalName == "rect" && element.Elements().Any());
        Assert.Equal(["sports: 20 samples, 10 positive", "toys & <games>: 20 samples, 10 positive"], bars.Select(bar => bar.Value));
    }

    [Fact]
    public async Task A_domains_name_with_control_characters_does_nothing_to_terminal_or_picture()
    {
        await ImportAsync(("domain=bad%1B[2J%07", 0, 20));

        var run = await ProgramRun.Of("data", "show", _directory["data"], "--report", _directory["shop.svg"]);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("bad\uFFFD[2J\uFFFD", run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains(XDocument.Load(_directory["shop.svg"]).Descendants(), element => element.Value.StartsWith("bad\uFFFD[2J\uFFFD: 20 samples", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_of_another_kind_is_refused()
    {
        var run = await ProgramRun.Of("data", "show", _directory["data"], "--report", "shop.pdf");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("--report must end in .html or .svg, not 'shop.pdf'.", run.Errors);
    }

    [Fact]
    public async Task Data_with_a_planted_truth_can_be_shown()
    {
        await ProgramRun.Of("synthesize", "--out", _directory["planted"], "--domains", "4", "--samples", "2000", "--users", "200", "--items", "100");

        var run = await ProgramRun.Of("data", "show", _directory["planted"], "--report", _directory["planted.html"]);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("planted-4: 4 domains", run.Output);
        Assert.DoesNotContain("failed", run.Output);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task Rows_that_are_written_import_to_the_same_data_set(string format)
    {
        await ImportAsync();

        var export = await ProgramRun.Of("data", "export", _directory["data"], "--to", _directory["rows"], "--format", format);
        var import = await ProgramRun.Of("import", format, _directory["rows"], "--schema", _directory["rows/rows.schema.json"], "--out", _directory["again"]);

        Assert.Equal((ExitCode.Done, ExitCode.Done), (export.Code, import.Code));
        Assert.Contains("40 rows in train", export.Output);
        Assert.Equal(Dataset.Open(_directory["data"]).Fingerprint, Dataset.Open(_directory["again"]).Fingerprint);
    }

    [Fact]
    public async Task A_directory_without_a_data_set_is_named()
    {
        var show = await ProgramRun.Of("data", "show", _directory["nothing"]);
        var export = await ProgramRun.Of("data", "export", _directory["nothing"], "--to", _directory["rows"], "--format", "csv");

        Assert.Equal((ExitCode.UserError, ExitCode.UserError), (show.Code, export.Code));
        Assert.Contains("There is no data set here", show.Errors);
        Assert.False(Directory.Exists(_directory["rows"]));
    }

    [Fact]
    public async Task A_parquet_file_that_is_none_is_named()
    {
        var run = await ProgramRun.Of("import", "parquet", _directory.Write("rows.parquet", "no Parquet"), "--schema", _directory.Write("schema.json", Schema), "--out", _directory["data"]);

        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("rows.parquet: The Parquet file cannot be read", run.Errors);
    }

    private async Task ImportAsync(params (string Directory, int From, int To)[] more)
    {
        (string Directory, int From, int To)[] domains = [("domain=sports", 0, 20), ("domain=toys%20%26%20%3Cgames%3E", 0, 20), ("domain=rare", 3, 4), .. more];
        foreach (var domain in domains)
        {
            Directory.CreateDirectory(_directory["shop", domain.Directory]);
            _directory.Write($"shop/{domain.Directory}/part-0.csv", "user,item,ts,label\n" + string.Concat(Enumerable.Range(domain.From, domain.To - domain.From).Select(i => $"u{i % 4},i{i % 3},{1000 + i},{i / 2 % 2}\n")));
        }
        var run = await ProgramRun.Of("import", "csv", _directory["shop"], "--schema", _directory.Write("schema.json", Schema), "--out", _directory["data"]);
        Assert.Equal(("", ExitCode.Done), (string.Concat(run.Errors.Split('\n').Where(line => !line.StartsWith("warning"))), run.Code));
    }
}
