using Aread.Comparison;
using Aread.Data;
using Aread.Testing;
using Aread.Training;
using Aread.Tuning;
using static TorchSharp.torch;

namespace Aread.Tests.Tuning;

public sealed class TuningRunTests : IAsyncLifetime
{
    private static readonly TuningSetting[] Grid = [.. from rate in new[] { 0.001, 0.01, 0.1 } from size in new[] { 16, 32 } select new TuningSetting(rate, size)];

    private readonly TemporaryDirectory _directory = new();
    private Dataset? _dataset;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ComparisonSystem Dcn { get; } = ComparisonSystem.Find("DCN")!;

    public async ValueTask InitializeAsync() => _dataset = await SmallDataset.CreateAsync(_directory["data"], 120, 80);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_same_grid_has_the_same_table_whatever_the_lanes()
    {
        var tables = new List<TuningTable>();
        foreach (var lanes in new[] { 1, 3 })
            tables.Add(await Run(new LocalTrainings(_dataset!, null, TestDevice.Here, lanes), $"lanes-{lanes}").RunAsync(Grid, Token));
        Assert.Equal(Timeless(tables[0]), Timeless(tables[1]));
        Assert.Equal([1, 1, 1], tables[0].Settings.Where(row => row.DroppedAt == 1).Select(row => row.Epochs));
    }

    [Fact]
    public async Task Poor_settings_are_dropped_and_the_best_alone_is_tested()
    {
        var place = new ScriptedPlace(job => (0.5 + job.Options.Training.LearningRate + (job.Options.Training.BatchSize == 16 ? 0.01 : 0), job.Options.Training.MaximumEpochs));
        var table = await Run(place).RunAsync(Grid, Token);
        Assert.Equal((0.1, 16, 4), (table.Best.LearningRate, table.Best.BatchSize, table.Best.Epochs));
        Assert.Equal([1, 1, 2, 1, null, 4], table.Settings.Select(row => row.DroppedAt));
        Assert.Equal([6, 3, 3], place.Jobs.GroupBy(job => job.Options.Training.MaximumEpochs).Select(rung => rung.Count()));
        Assert.Equal(table.Best.LearningRate, Assert.Single(place.Jobs, job => job.Test).Options.Training.LearningRate);
        Assert.Equal(1 + 1 + 1 + 1, table.Best.Seconds);
    }

    [Fact]
    public async Task A_setting_that_stopped_by_itself_is_judged_by_its_best_and_not_trained_again()
    {
        var place = new ScriptedPlace(job => (0.5 + job.Options.Training.LearningRate, Math.Min(job.Options.Training.MaximumEpochs, 3)));
        var table = await Run(place, epochs: 8).RunAsync([.. Grid, new TuningSetting(0.2, 16), new TuningSetting(0.2, 32), new TuningSetting(0.2, 64)], Token);
        Assert.Equal((0.2, 3), (table.Best.LearningRate, table.Best.Epochs));
        // At 8 epochs two were left, which had stopped after 3: only the best is trained to there, to be tested.
        Assert.True(Assert.Single(place.Jobs, job => job.Options.Training.MaximumEpochs == 8).Test);
    }

    [Fact]
    public async Task A_setting_that_diverges_is_dropped_and_told()
    {
        var place = new ScriptedPlace(job => job.Options.Training.LearningRate < 0.1 ? (0.6, 1) : throw new DivergedException("The loss is NaN."));
        var table = await Run(place).RunAsync(Grid, Token);
        Assert.Equal([false, false, false, false, true, true], table.Settings.Select(row => row.Diverged));
        Assert.Equal([1, 1], table.Settings.Where(row => row.Diverged).Select(row => row.DroppedAt));
        var none = await Assert.ThrowsAsync<DivergedException>(() => Run(new ScriptedPlace(_ => throw new DivergedException("The loss is NaN.")), "none").RunAsync(Grid, Token));
        Assert.Contains("The loss is NaN.", none.Message);
    }

    [Fact]
    public async Task The_best_that_diverges_when_it_trains_on_is_named()
    {
        var place = new ScriptedPlace(job => job.Options.Training.MaximumEpochs < 4 ? (0.6 + job.Options.Training.LearningRate, job.Options.Training.MaximumEpochs) : throw new DivergedException("The loss is NaN."));
        var fault = await Assert.ThrowsAsync<DivergedException>(() => Run(place).RunAsync([Grid[0], Grid[5]], Token));
        Assert.Contains("Learning rate 0.1 and batch size 32", fault.Message);
    }

    [Fact]
    public async Task A_grid_that_was_stopped_goes_on_with_what_is_missing()
    {
        var broken = new ScriptedPlace(job => job.Options.Training.MaximumEpochs < 4 ? (0.6, job.Options.Training.MaximumEpochs) : throw new AreadException("Broken off."));
        await Assert.ThrowsAsync<AreadException>(() => Run(broken).RunAsync(Grid, Token));
        var place = new ScriptedPlace(job => (0.6, job.Options.Training.MaximumEpochs));
        var table = await Run(place).RunAsync(Grid, Token);
        Assert.All(place.Jobs, job => Assert.Equal(4, job.Options.Training.MaximumEpochs));
        var again = new ScriptedPlace(_ => throw new InvalidOperationException("Nothing is missing."));
        Assert.Equal(AreadJson.Write(table), AreadJson.Write(await Run(again).RunAsync(Grid, Token)));
    }

    [Fact]
    public async Task Trials_of_other_options_or_systems_are_not_mixed_in()
    {
        var place = new ScriptedPlace(_ => (0.6, 1));
        await Run(place).RunAsync(Grid, Token);
        var options = await Assert.ThrowsAsync<DataFormatException>(() => Run(place, epochs: 5).RunAsync(Grid, Token));
        Assert.Contains("with other options", options.Message);
        var system = await Assert.ThrowsAsync<DataFormatException>(() => Run(place, system: ComparisonSystem.Aread).RunAsync(Grid, Token));
        Assert.Contains("of DCN", system.Message);
    }

    private static string Timeless(TuningTable table) => AreadJson.Write(table with
    {
        Settings = [.. table.Settings.Select(row => row with { Seconds = 0 })],
        Best = table.Best with { Seconds = 0 },
    });

    private TuningRun Run(ITrainingPlace place, string directory = "trials", int epochs = 4, ComparisonSystem? system = null)
    {
        var options = SmallOptions.Create();
        return new TuningRun(_dataset!, system ?? Dcn, options with { Training = options.Training with { MaximumEpochs = epochs } }, null, place, _directory[$"{directory}.jsonl"]);
    }
}
