using System.Text.Json;
using Aread.Data.Synthesis;
using Aread.Distributed.Hosting;
using Aread.Hemp;
using Aread.Host.Quickstart;
using Aread.Host.Tests.Masks;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Commands;

public sealed class QuickstartCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Out => _directory["try"];

    [Fact]
    public async Task It_makes_data_trains_both_and_compares_them()
    {
        var run = await QuickstartAsync(new ScriptedEngine { Masks = Masks });
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Empty(run.Errors);
        var lines = run.Output.Split('\n');
        Assert.Contains(lines, line => line.Contains("base") && line.Contains("0.7700"));
        Assert.Contains(lines, line => line.Contains("AREAD") && line.Contains("0.7700"));
        Assert.Contains(lines, line => line.Contains("margin") && line.Contains("0.0000"));
        Assert.Contains(lines, line => line.Contains("oracle"));
        Assert.Contains(lines, line => line.Contains("one fine cluster") && line.Contains("1.0000"));
        Assert.Contains(lines, line => line.Contains("different clusters"));
        Assert.True(File.Exists(Path.Combine(Out, "runs", "aread", "report.html")));
    }

    [Fact]
    public async Task Both_runs_have_the_same_options_but_for_the_experts()
    {
        var requests = new List<TrainRequest>();
        await QuickstartAsync(new ScriptedEngine { Masks = request => { requests.Add(request); return Masks(request); } });
        var (first, second) = (requests[0].Options, requests[^1].Options);
        Assert.Equal([1], first.Hei.Experts);
        Assert.False(first.Hemp.Enabled);
        Assert.True(second.Hemp.Enabled);
        Assert.Equal(second.Training, first.Training);
        Assert.Equal(9, second.Training.Seed);
    }

    [Fact]
    public async Task Json_is_one_document_and_progress_goes_elsewhere()
    {
        var run = await QuickstartAsync(new ScriptedEngine { Masks = Masks }, "--json");
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(3, document.RootElement.GetProperty("overlap").GetArrayLength());
        Assert.Equal(0.77, document.RootElement.GetProperty("aread").GetProperty("domainAuc").GetDouble());
        Assert.Contains("Training AREAD", run.Errors);
    }

    [Fact]
    public async Task What_is_there_is_replaced_only_on_request()
    {
        await QuickstartAsync(new ScriptedEngine { Masks = Masks });
        Assert.Equal(ExitCode.UserError, (await QuickstartAsync(new ScriptedEngine { Masks = Masks })).Code);
        Assert.Equal(ExitCode.Done, (await QuickstartAsync(new ScriptedEngine { Masks = Masks }, "--overwrite")).Code);
    }

    [Fact]
    public async Task Stopped_it_says_how_to_begin_again()
    {
        using var stop = new CancellationTokenSource();
        var engine = new ScriptedEngine { Masks = Masks, Before = happened => { if (happened is MaskFound) stop.Cancel(); } };
        var run = await ProgramRun.Of(engine, Setting, stop.Token, "quickstart", "--out", Out);
        Assert.Equal(ExitCode.Stopped, run.Code);
        Assert.Contains($"aread quickstart --out {Out} --overwrite", run.Errors);
    }

    public void Dispose() => _directory.Dispose();

    private static ProgramSetting Setting => new()
    {
        QuickstartPlan = seed => new QuickstartPlan(
            new SynthesisOptions { Domains = 8, Users = 200, Items = 200, Samples = 4000, Seed = seed },
            new AreadOptions { Training = new TrainingOptions { Seed = seed } }),
    };

    private static MaskReport Masks(TrainRequest request) =>
        MaskStories.Clustered(AreadJson.ReadFile<PlantedTruth>(Path.Combine(request.DataDirectory, PlantedTruth.FileName)));

    private Task<ProgramRun> QuickstartAsync(ScriptedEngine engine, params string[] more) =>
        ProgramRun.Of(engine, Setting, CancellationToken.None, ["quickstart", "--out", Out, "--seed", "9", .. more]);
}
