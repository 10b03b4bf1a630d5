using System.Text.Json;
using System.Xml.Linq;
using Aread.Comparison;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class CompareCommandTests : IAsyncLifetime
{
    private static readonly string[] Small =
    [
        "--set", "Hei:EmbeddingSize=4", "--set", "Hei:BottomWidths=8,4", "--set", "Hei:Experts=2,3", "--set", "Hei:ExpertWidths=4,2", "--set", "Hemp:SearchInterval=20",
        "--set", "Hemp:InitialCandidates=2", "--set", "Hemp:TrialSteps=1", "--set", "Hemp:ScoringBatches=1", "--set", "Training:BatchSize=32", "--set", "Training:WarmUpBatches=2", "--set", "Training:MaximumEpochs=2",
    ];

    private readonly TemporaryDirectory _directory = new();

    public async ValueTask InitializeAsync() => await SmallDataset.CreateAsync(_directory["data"], 120, 80, 40);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Systems_are_trained_and_their_table_is_drawn_and_written()
    {
        var run = await CompareAsync("DCN,aread");
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        Assert.Contains("DCN", run.Output);
        Assert.Contains("AREAD against DCN, the baseline with the best DomainAUC", run.Output);
        using var table = JsonDocument.Parse(await File.ReadAllTextAsync(_directory["out", "comparison.json"], TestContext.Current.CancellationToken));
        Assert.Equal(2, table.RootElement.GetProperty("systems").GetArrayLength());
        Assert.Contains("| DCN |", await File.ReadAllTextAsync(_directory["out", "comparison.md"], TestContext.Current.CancellationToken));
        var picture = XDocument.Load(_directory["out", "comparison.svg"]);
        Assert.Equal(2, picture.Descendants().Count(element => element.Name.LocalName == "circle"));

        var again = await CompareAsync("DCN,AREAD", "--json");
        Assert.Equal(4, (await File.ReadAllLinesAsync(_directory["out", "results.jsonl"], TestContext.Current.CancellationToken)).Length);
        using var json = JsonDocument.Parse(again.Output);
        Assert.Equal(JsonSerializer.Serialize(table.RootElement), JsonSerializer.Serialize(json.RootElement));
    }

    [Fact]
    public async Task An_ablation_adds_one_part_after_the_other()
    {
        var run = await RunAsync(["ablate"]);
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        var places = new[] { "base", "+ HEI", "+ HEMP", "+ augmentation" }.Select(system => run.Output.IndexOf($"\n {system} ", StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains("# Ablation, small", await File.ReadAllTextAsync(_directory["out", "ablation.md"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_study_draws_a_dot_for_each_value_and_score()
    {
        var run = await RunAsync(["study", "updating-rate"]);
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        var picture = XDocument.Load(_directory["out", "updating-rate.svg"]).Descendants().ToLookup(element => element.Name.LocalName);
        Assert.Equal(2 * 4, picture["circle"].Count());
        Assert.Equal(2, picture["polyline"].Count());
        Assert.Contains(picture["text"], text => text.Value == "0.0001");
    }

    [Fact]
    public async Task Values_of_a_study_that_begin_at_zero_have_places_in_its_picture()
    {
        var run = await RunAsync(["study", "augmentation"], "--set", "Training:MaximumEpochs=1");
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        var picture = await File.ReadAllTextAsync(_directory["out", "augmentation.svg"], TestContext.Current.CancellationToken);
        Assert.DoesNotContain("NaN", picture);
        Assert.DoesNotContain("Infinity", picture);
        Assert.Contains(">0.05<", picture);
    }

    [Fact]
    public async Task A_training_that_diverges_is_told_of_with_its_reason()
    {
        Assert.Equal(ExitCode.Done, (await CompareAsync("DCN")).Code);
        var file = _directory["out", "results.jsonl"];
        var results = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        var ended = AreadJson.Read<ComparisonResult>(results[1]);
        results[1] = AreadJson.Write(ended with { Seconds = 0, Score = new ComparisonScore(null, null, 0, 0, 0), Diverged = "Lower Training:LearningRate." });
        await File.WriteAllLinesAsync(file, results, TestContext.Current.CancellationToken);

        var run = await CompareAsync("DCN");
        var told = $"DCN with seed {ended.Seed} has no scores. Lower Training:LearningRate.";
        Assert.Contains(told, run.Errors.ReplaceLineEndings(" "));
        Assert.Contains(told, await File.ReadAllTextAsync(_directory["out", "comparison.md"], TestContext.Current.CancellationToken));
        Assert.Contains("Lower Training:LearningRate.", (await CompareAsync("DCN", "--json")).Output);
    }

    [Theory]
    [InlineData("--groups 9: the data set has 3 domains.", "--groups", "9")]
    [InlineData("domains are grouped in this process", "--set", "Cluster:ClusterId=x")]
    public async Task What_precluster_cannot_do_is_said(string message, params string[] arguments)
    {
        var run = await ProgramRun.Of(["precluster", "--data", _directory["data"], "--out", _directory["groups"], .. Small, .. arguments]);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains(message, run.Errors.ReplaceLineEndings(" "));
        Assert.False(File.Exists(_directory["groups", "clusters.json"]));
    }

    [Fact]
    public async Task Groups_that_results_may_rest_on_are_not_replaced_unless_it_is_said()
    {
        string[] command = ["precluster", "--data", _directory["data"], "--out", _directory["groups"], "--set", "Training:Seed=5", .. Small];
        Assert.Equal(ExitCode.Done, (await ProgramRun.Of(command)).Code);
        var again = await ProgramRun.Of([.. command, "--groups", "2"]);
        Assert.Equal(ExitCode.UserError, again.Code);
        Assert.Contains("is there already", again.Errors.ReplaceLineEndings(" "));
        Assert.Equal(3, Groups("groups").Length);
        Assert.Equal(ExitCode.Done, (await ProgramRun.Of([.. command, "--groups", "2", "--overwrite"])).Code);
        Assert.Equal(2, Groups("groups").Length);
    }

    [Theory]
    [InlineData("ablate")]
    [InlineData("study", "layers")]
    public async Task How_baselines_are_batched_is_no_option_where_none_is_trained(params string[] command)
    {
        var run = await RunAsync(command, "--set", "Training:BaselineBatches=PerDomain");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Training:BaselineBatches cannot be set here", run.Errors.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Systems_with_towers_for_groups_of_domains_take_those_of_precluster_or_make_their_own()
    {
        var made = await ProgramRun.Of(["precluster", "--groups", "2", "--data", _directory["data"], "--out", _directory["groups"], .. Small]);
        Assert.True(made.Code == ExitCode.Done, made.Errors);
        Assert.Contains("group 2,", made.Output);
        var named = Groups("groups");
        Assert.Equal(2, named.Length);
        Assert.Equal(["d0", "d1", "d2"], named.SelectMany(group => group).Order());

        string[] grouped = ["MMoE", "PLE", "STAR", "HiNet", "EPNet", "PEPNet"];
        var run = await CompareAsync(string.Join(',', grouped), "--clusters", _directory["groups", "clusters.json"]);
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        Assert.All(grouped, system => Assert.Contains($"\n {system} ", run.Output));
        Assert.False(File.Exists(_directory["out", "clusters.json"]));

        // Of groups made here, which are others: results are not mixed.
        var own = await CompareAsync("MMoE");
        Assert.Equal(ExitCode.UserError, own.Code);
        Assert.Contains("MMoE was trained on this data with other options or clusters", own.Errors.ReplaceLineEndings(" "));
        Assert.Equal(3, Groups("out").Length);
    }

    [Fact]
    public async Task A_study_whose_values_do_not_go_with_the_options_says_so_before_it_trains()
    {
        var run = await RunAsync(["study", "layers"], "--set", "Hei:ExpertWidths=4");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("'layers 4' cannot be trained with these options", run.Errors.ReplaceLineEndings(" "));
        Assert.False(File.Exists(_directory["out", "results.jsonl"]));
    }

    [Theory]
    [InlineData(",", "--models names no system.")]
    [InlineData("DNC", "There is no system 'DNC'. Those of the comparison are DeepFM, DCN,")]
    public async Task A_system_that_is_none_is_named_with_those_there_are(string models, string message)
    {
        var run = await CompareAsync(models);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains(message, run.Errors.ReplaceLineEndings(" "));
        Assert.False(Directory.Exists(_directory["out"]));
    }

    [Fact]
    public async Task Seeds_are_not_given_as_an_option()
    {
        var run = await CompareAsync("DCN", "--set", "Training:Seed=5");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("seeds are given by --seeds", run.Errors.ReplaceLineEndings(" "));
    }

    private string[][] Groups(string directory)
    {
        using var clusters = JsonDocument.Parse(File.ReadAllText(_directory[directory, "clusters.json"]));
        return [.. clusters.RootElement.GetProperty("groups").EnumerateArray().Select(group => group.EnumerateArray().Select(name => name.GetString()!).ToArray())];
    }

    private Task<ProgramRun> CompareAsync(string models, params string[] arguments) => RunAsync(["compare", "--models", models], arguments);

    private Task<ProgramRun> RunAsync(string[] command, params string[] arguments) =>
        ProgramRun.Of([.. command, "--data", _directory["data"], "--out", _directory["out"], "--seeds", "2", .. Small, .. arguments]);
}
