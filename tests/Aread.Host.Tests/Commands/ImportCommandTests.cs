using System.Text.Json;
using Aread.Data;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private const string Schema = """
        {
          "columns": [
            { "name": "user", "kind": "user" },
            { "name": "item", "kind": "item" },
            { "name": "domain", "kind": "domain" },
            { "name": "label", "kind": "label" },
            { "name": "part", "kind": "split" }
          ],
          "split": { "by": "column" }
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    private string Out => _directory["data"];

    [Fact]
    public async Task A_file_becomes_a_data_set()
    {
        var run = await ImportAsync(Rows());
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("2 domains", run.Output);
        Assert.Equal(2, Dataset.Open(Out).Manifest.Domains.Count);
    }

    [Fact]
    public async Task Json_is_the_manifest_and_what_was_noticed()
    {
        var run = await ImportAsync(Rows(), "--json");
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(24, document.RootElement.GetProperty("rows").GetInt64());
        Assert.Equal(2, document.RootElement.GetProperty("manifest").GetProperty("domains").GetArrayLength());
    }

    [Fact]
    public async Task A_cell_that_cannot_be_read_is_named()
    {
        var run = await ImportAsync(Rows().Replace("u0,i0,sports,1,0", "u0,i0,sports,maybe,0"));
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("rows.csv, row 2, column 'label'", run.Errors);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var run = await ProgramRun.Of("import", "csv", _directory["nothing.csv"], "--schema", _directory.Write("schema.json", Schema), "--out", Out);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("nothing.csv", run.Errors);
    }

    [Fact]
    public async Task Files_and_schema_must_be_given()
    {
        Assert.Equal(ExitCode.Usage, (await ProgramRun.Of("import", "csv", "--schema", "a", "--out", Out)).Code);
        Assert.Equal(ExitCode.Usage, (await ProgramRun.Of("import", "csv", "a.csv", "--out", Out)).Code);
    }

    public void Dispose() => _directory.Dispose();

    private static string Rows() => "user,item,domain,label,part\n" + string.Concat(
        Enumerable.Range(0, 24).Select(row => $"u{row % 4},i{row % 3},{(row % 2 == 0 ? "sports" : "toys")},{(row % 4 < 2 ? 1 : 0)},{row / 8}\n"));

    private Task<ProgramRun> ImportAsync(string rows, params string[] more) =>
        ProgramRun.Of(["import", "csv", _directory.Write("rows.csv", rows), "--schema", _directory.Write("schema.json", Schema), "--out", Out, .. more]);
}
