using System.Text.Json;
using Aread.Distributed.Exports;
using Aread.Distributed.Hosting;
using Aread.Testing;
using Aread.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aread.Host.Tests.Commands;

public sealed class DomainsCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_domain_added_to_a_finished_run_is_listed_evaluated_and_exported()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        var more = await NewDomain.CreateAsync(_directory["more"]);
        await RunAsync(["train", "--data", _directory["data"], .. Run, .. SmallSettings]);

        var added = await RunAsync(["domains", "add", NewDomain.Name, "--data", more, "--no-training", .. Run]);

        Assert.Contains("add 'new', to be searched and scored", added.Output, StringComparison.Ordinal);
        Assert.Matches(@"Domain 'new': test AUC [01]\.\d+, log loss \d\.\d+, 8 samples", added.Output);
        Assert.Matches(@"new +33 +8 +8 +trained +\d+", (await RunAsync(["domains", "list", .. Run])).Output);
        using var listed = JsonDocument.Parse((await RunAsync(["domains", "list", .. Run, "--json"])).Output);
        Assert.Equal(("Add", "new"), (listed.RootElement.GetProperty("changes")[0].GetProperty("kind").GetString(), listed.RootElement.GetProperty("domains")[3].GetProperty("name").GetString()));
        Assert.Contains("new", (await RunAsync(["evaluate", .. Run])).Output, StringComparison.Ordinal);
        Assert.Contains("new", (await RunAsync(["masks", "show", NewDomain.Name, .. Run])).Output, StringComparison.Ordinal);
        var exported = await ExportedModel.OfRunAsync(_directory["runs"], "first", null, TestContext.Current.CancellationToken);
        Assert.NotNull(exported.Manifest.Features.Domains[3].Mask);
        Assert.Contains("novelty", exported.Model.Vocabularies[1]);

        await RunAsync(["domains", "pause", "d0", .. Run]);
        Assert.Matches(@"d0 +64 +16 +16 +paused", (await RunAsync(["domains", "list", .. Run])).Output);
        await RunAsync(["train", "--resume", .. Run]);
        await RunAsync(["domains", "remove", NewDomain.Name, .. Run]);
        Assert.Contains("remove 'new'", (await RunAsync(["domains", "list", .. Run])).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add", 1)]
    [InlineData("add", 0, "--no-training")]
    [InlineData("append", 3, "--epochs", "3")]
    public async Task How_long_to_train_on_is_asked_for(string change, int epochs, params string[] arguments)
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        var engine = new ScriptedEngine();
        Assert.Equal(ExitCode.Done, (await ProgramRun.Of(engine, ["train", "--data", _directory["data"], .. Run])).Code);
        await ProgramRun.Of(engine, ["domains", change, "x", "--data", "more", .. arguments, .. Run]);
        Assert.Equal(new DomainRequest("first", _directory["runs"], Enum.Parse<DomainChangeKind>(change, ignoreCase: true), "x", "more", epochs, engine.Changed!.Compute, engine.Changed.Torch), engine.Changed);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "exclude each other", "domains", "add", "x", "--data", "d", "--run", "first", "--no-training", "--epochs", "2")]
    [InlineData(ExitCode.Usage, "--data", "domains", "add", "x", "--run", "first")]
    [InlineData(ExitCode.Usage, "'0'", "domains", "append", "x", "--data", "d", "--run", "first", "--epochs", "0")]
    [InlineData(ExitCode.UserError, "There is no run 'first'", "domains", "remove", "x", "--run", "first", "--runs", "nowhere")]
    public async Task What_cannot_be_done_is_said(int code, string message, params string[] arguments)
    {
        var run = await ProgramRun.Of(arguments);
        Assert.Equal(code, run.Code);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    private string[] Run => ["--run", "first", "--runs", _directory["runs"]];

    private static IEnumerable<string> SmallSettings => new[]
    {
        "Hei:EmbeddingSize=4", "Hei:BottomExperts=2", "Hei:BottomWidths=8,4", "Hei:CrossLayers=1", "Hei:Experts=2,3", "Hei:ExpertWidths=4,2", "Hemp:SearchInterval=7", "Hemp:InitialCandidates=3",
        "Hemp:TrialSteps=2", "Hemp:ScoringBatches=2", "Training:BatchSize=16", "Training:WarmUpBatches=5", "Training:MaximumEpochs=2",
    }.SelectMany(setting => new[] { "--set", setting });

    private static async Task<ProgramRun> RunAsync(string[] arguments)
    {
        var run = await ProgramRun.Of(new EmbeddedEngine(NullLoggerFactory.Instance), new ProgramSetting(), TestContext.Current.CancellationToken, arguments);
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        return run;
    }
}
