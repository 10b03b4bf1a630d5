using System.Text.Json;
using Aread.Data;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class SynthesizeCommandTests : IDisposable
{
    private static readonly string[] Small = ["--samples", "6000", "--users", "200", "--items", "200"];

    private readonly TemporaryDirectory _directory = new();

    private string Out => _directory["data"];

    [Fact]
    public async Task A_data_set_is_made_and_described()
    {
        var run = await SynthesizeAsync("--domains", "6");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("6 domains", run.Output);
        Assert.Contains("train", run.Output);
        Assert.Equal(6, Dataset.Open(Out).Manifest.Domains.Count);
    }

    [Fact]
    public async Task Json_is_the_manifest()
    {
        var run = await SynthesizeAsync("--json");
        Assert.Equivalent(Dataset.Open(Out).Manifest, JsonSerializer.Deserialize<DatasetManifest>(run.Output, AreadJson.Compact));
    }

    [Fact]
    public async Task A_data_set_that_is_there_is_replaced_only_on_request()
    {
        await SynthesizeAsync();
        Assert.Equal(ExitCode.UserError, (await SynthesizeAsync()).Code);
        Assert.Equal(ExitCode.Done, (await SynthesizeAsync("--overwrite")).Code);
    }

    [Fact]
    public async Task A_size_that_cannot_be_is_refused()
    {
        var run = await ProgramRun.Of("synthesize", "--out", Out, "--domains", "1");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("--domains 1: must be from 2 to 100000.", run.Errors);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task There_are_no_more_clusters_than_domains_unless_asked_for()
    {
        Assert.Equal(ExitCode.Done, (await SynthesizeAsync("--domains", "2", "--overwrite")).Code);
        var run = await SynthesizeAsync("--domains", "2", "--fine-clusters", "3", "--overwrite");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("--domains 2, --fine-clusters 3: each fine cluster needs a domain.", run.Errors);
    }

    public void Dispose() => _directory.Dispose();

    private Task<ProgramRun> SynthesizeAsync(params string[] more) => ProgramRun.Of(["synthesize", "--out", Out, .. Small, .. more]);
}
