using Aread.Data;
using Aread.Distributed.Hosting;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Grains;

public sealed class EmbeddedEngineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_run_leaves_options_events_masks_metrics_and_checkpoints()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        var events = await run.TrainAsync("whole");

        using var directory = run.Open("whole");
        Assert.Equal(events.Select(AreadJson.Write), directory.ReadEvents().Select(AreadJson.Write));
        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>(events[^1]).Outcome);
        Assert.True(events.OfType<DomainsAugmented>().Single().Samples > 0);
        Assert.Equal(events.OfType<DomainsAugmented>().Single().Samples, directory.ReadMasks()!.Domains.Sum(domain => domain.AugmentedSamples));
        Assert.Equal("test", directory.ReadMetrics()!.Split);
        Assert.All(directory.ReadMasks()!.Domains, domain => Assert.NotNull(domain.Mask));
        Assert.All(directory.ReadMasks()!.Domains, domain => Assert.NotEmpty(domain.History));
        Assert.NotNull(directory.Checkpoints.TryRead(SavePoint.Best));
        Assert.Equal(SmallOptions.Create().Training, directory.ReadOptions().Training);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../else")]
    public async Task A_name_that_is_none_is_refused_before_anything_starts(string name)
    {
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        Assert.Contains("cannot be the name of a run", (await Assert.ThrowsAsync<AreadException>(() => run.TrainAsync(name))).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Evaluating_the_best_checkpoint_gives_the_metrics_of_the_run(int lanes)
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("whole");

        var request = new EvaluateRequest("whole", run.Runs, null, Split.Test, new ComputeOptions { Lanes = lanes }, new TorchOptions());
        var report = await run.Engine.EvaluateAsync(request, null, TestContext.Current.CancellationToken);

        using var directory = run.Open("whole");
        Assert.Equal(AreadJson.Write(directory.ReadMetrics()), AreadJson.Write(report));
    }

    [Fact]
    public async Task Without_data_nothing_is_left_behind()
    {
        await using var run = new EngineRun(_directory, SmallOptions.Create());

        var fault = await Assert.ThrowsAnyAsync<AreadException>(() => run.TrainAsync("whole"));

        Assert.Contains(run.Data, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.Runs));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_the_run_stays()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("whole");
        var hash = run.HashOf("whole", SavePoint.Latest);

        await Assert.ThrowsAsync<AreadException>(() => run.TrainAsync("whole"));

        Assert.Equal(hash, run.HashOf("whole", SavePoint.Latest));
    }

    [Fact]
    public async Task A_run_under_way_is_neither_started_again_nor_resumed()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        var options = SmallOptions.Create();
        await using var run = new EngineRun(_directory, options with { Training = options.Training with { MaximumEpochs = 1000, Patience = 1000 } });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        RunEvent? last = null;
        await foreach (var happened in run.Engine.TrainAsync(run.Request("whole"), stop.Token))
        {
            last = happened;
            if (happened is not RunStarted) continue;
            Assert.Contains("under way", (await Assert.ThrowsAnyAsync<AreadException>(() => run.TrainAsync("whole"))).Message, StringComparison.Ordinal);
            Assert.Contains("under way", (await Assert.ThrowsAnyAsync<AreadException>(() => run.TrainAsync("whole", resume: true))).Message, StringComparison.Ordinal);
            await stop.CancelAsync();
        }

        Assert.Equal(RunOutcome.Stopped, Assert.IsType<RunEnded>(last).Outcome);
    }

    [Fact]
    public async Task An_altered_checkpoint_is_refused_by_name()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("whole");
        var file = Directory.GetFiles(Path.Combine(run.Runs, "whole", "checkpoint"), "dense-*")[0];
        await using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.Position = stream.Length - 5;
            stream.WriteByte(99);
        }

        var fault = await Assert.ThrowsAnyAsync<AreadException>(() => run.TrainAsync("whole", resume: true));

        Assert.Contains("dense-", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_checkpoint_was_removed_does_not_begin_anew_unasked()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("whole");
        Directory.Delete(Path.Combine(run.Runs, "whole", "checkpoint"), recursive: true);

        var fault = await Assert.ThrowsAnyAsync<AreadException>(() => run.TrainAsync("whole", resume: true));

        Assert.Contains("manifest.json", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diverging_training_names_the_domain_and_the_step()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        var options = SmallOptions.Create();
        options = options with { Hei = options.Hei with { Normalization = Hei.Normalization.None, EmbeddingInitialRange = 10 }, Training = options.Training with { LearningRate = 1, L2 = 1 } };
        options = options with { Training = options.Training with { Beta1 = 0, Beta2 = 0, MaximumEpochs = 100, Patience = 100 }, Hei = options.Hei with { CrossLayers = 64 } };
        await using var run = new EngineRun(_directory, options);

        var fault = await Assert.ThrowsAsync<AreadException>(() => run.TrainAsync("wild"));

        Assert.Matches("step [0-9]+ \\(domain 'd[01]'\\)", fault.Message);
        using var directory = run.Open("wild");
        Assert.Equal(RunOutcome.Failed, Assert.IsType<RunEnded>(directory.ReadEvents().Last()).Outcome);
    }
}
