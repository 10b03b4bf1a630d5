using Aread.Comparison;
using Aread.Data;
using Aread.Evaluation;
using Aread.Testing;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Comparison;

public sealed class ComparisonRunTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private Dataset? _dataset;

    private string Results => _directory["results.jsonl"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dataset = await SmallDataset.CreateAsync(_directory["data"], 40, 24);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_system_is_trained_with_every_seed_and_a_second_comparison_trains_what_is_missing()
    {
        var trained = new List<string>();
        var first = await Run().RunAsync([System("one", trained)], [1, 2], Token);
        Assert.Equal([("one", 1L), ("one", 2L)], first.Select(result => result.Key));

        var told = new List<ComparisonEvent>();
        var second = await Run(told.Add).RunAsync([System("one", trained), System("two", trained)], [1, 2, 3], Token);
        Assert.Equal(6, second.Count);
        Assert.Equal(["one 1", "one 2", "one 3", "two 1", "two 2", "two 3"], trained.Order());
        Assert.Equal(6, told.Count(happened => happened.Result is not null));
        Assert.Equal(AreadJson.Write(first[1]), AreadJson.Write(second[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_was_cut_short_is_trained_again(bool afterBrace)
    {
        var trained = new List<string>();
        await Run().RunAsync([System("one", trained)], [1, 2], Token);
        var whole = await File.ReadAllTextAsync(Results, Token);
        await File.WriteAllTextAsync(Results, afterBrace ? whole[..(whole.LastIndexOf('}', whole.Length - 3) + 1)] : whole[..^30], Token);
        await Run().RunAsync([System("one", trained)], [1, 2], Token);
        Assert.Equal(3, trained.Count);
        await Run().RunAsync([System("one", trained)], [1, 2], Token);
        Assert.Equal(3, trained.Count);
    }

    [Fact]
    public async Task Results_belong_to_one_comparison_at_a_time()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new ComparisonSystem("one", _ => new Scripted(_ =>
        {
            begun.SetResult();
            go.Task.Wait(Token);
            return 0.5;
        }));
        var first = Run().RunAsync([slow], [1], Token);
        await begun.Task.WaitAsync(Token);
        var refused = await Assert.ThrowsAsync<AreadException>(() => Run().RunAsync([System("two", [])], [1], Token));
        Assert.Contains("is being written by another process", refused.Message);
        go.SetResult();
        await first;
        Assert.Equal(AreadVersion.Current, (await Run().RunAsync([slow], [1], Token))[0].Version);
    }

    [Fact]
    public async Task Options_that_a_system_cannot_use_are_found_before_the_first_training()
    {
        var trained = new List<string>();
        var impossible = System("wide", trained) with { Variant = options => options with { Hei = options.Hei with { Experts = [0] } } };
        var refused = await Assert.ThrowsAsync<AreadException>(() => Run().RunAsync([System("one", trained), impossible], [1], Token));
        Assert.Contains("'wide' cannot be trained with these options", refused.Message);
        Assert.Contains("Hei:Experts", refused.Message);
        Assert.Empty(trained);
        Assert.False(File.Exists(Results));
    }

    [Fact]
    public async Task Results_of_other_options_are_not_mixed_in()
    {
        await Run().RunAsync([System("one", [])], [1], Token);
        var other = new AreadOptions { Training = new TrainingOptions { BatchSize = 99 } };
        var refused = await Assert.ThrowsAsync<DataFormatException>(() => new ComparisonRun(_dataset!, other, null, Place(), Results).RunAsync([System("one", [])], [1], Token));
        Assert.Contains("other options", refused.Message);
        Assert.Contains("row 1", refused.Message);
    }

    [Fact]
    public async Task A_training_that_fails_ends_the_comparison_and_keeps_what_is_done()
    {
        var failing = new ComparisonSystem("two", _ => new Scripted(_ => throw new AreadException("Diverged.")));
        var failed = await Assert.ThrowsAsync<AreadException>(() => Run().RunAsync([System("one", []), failing], [1, 2, 3], Token));
        Assert.Equal("Diverged.", failed.Message);
        Assert.NotEmpty(await File.ReadAllLinesAsync(Results, Token));
    }

    [Fact]
    public async Task A_training_that_diverges_is_a_result_without_scores()
    {
        var diverging = new ComparisonSystem("two", _ => new Scripted(options => options.Training.Seed == 2 ? throw new DivergedException("Lower it.") : 0.5));
        var results = await Run().RunAsync([System("one", []), diverging], [1, 2], Token);
        Assert.Equal([null, null, null, "Lower it."], results.Select(result => result.Diverged));
        Assert.Null(ComparisonTable.Of(results).Systems[1].DomainAuc.Mean);
        Assert.Equal(AreadJson.Write(results), AreadJson.Write(await Run().RunAsync([System("one", []), diverging], [1, 2], Token)));
    }

    [Fact]
    public async Task Groups_of_domains_concern_systems_that_have_towers_for_them()
    {
        var (trained, clusters) = (new List<string>(), new DomainClusters(_dataset!.Fingerprint.Dataset, "", [["d0"], ["d1"]]));
        ComparisonRun Grouped() => new(_dataset!, new AreadOptions(), clusters, Place(), Results);
        var towers = System("towers", trained) with { IsGrouped = true };
        await Run().RunAsync([System("one", trained)], [1], Token);
        await Grouped().RunAsync([System("one", trained), towers], [1], Token);
        await Run().RunAsync([System("one", trained)], [1], Token);
        Assert.Equal(["one 1", "towers 1"], trained);
        await Assert.ThrowsAsync<DataFormatException>(() => Run().RunAsync([towers], [1], Token));
    }

    private LocalTrainings Place() => new(_dataset!, null, TestDevice.Here, lanes: 1);

    private ComparisonRun Run(Action<ComparisonEvent>? report = null) => new(_dataset!, new AreadOptions(), null, Place(), Results) { Report = report ?? (_ => { }) };

    private static ComparisonSystem System(string name, List<string> trained) => new(name, _ => new Scripted(options =>
    {
        lock (trained) trained.Add($"{name} {options.Training.Seed}");
        return 0.5 + options.Training.Seed / 100.0;
    }));

    private sealed class Scripted(Func<AreadOptions, double> score) : IBaselineTraining
    {
        public ComparisonScore Train(ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken)
        {
            var auc = score(options);
            progress?.Report(new ComparisonProgress(1, 1, auc));
            return new ComparisonScore(new EvaluationReport("test", auc, 0.5, auc, auc, auc, auc, [], []), auc, 1, 10, 1000);
        }
    }
}
