using Aread.Data;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Grains;

/// <summary>A run keeps to its data set, wherever that lies.</summary>
public sealed class OtherDatasetTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_run_is_resumed_with_its_own_samples_only()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        await SmallDataset.CreateAsync(_directory["more"], 72, 40);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("whole");
        await using var other = new EngineRun(_directory, SmallOptions.Create()) { Data = _directory["more"] };

        var fault = await Assert.ThrowsAsync<AreadException>(() => other.TrainAsync("whole", resume: true));

        Assert.Contains($"samples of {_directory["more"]} differ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_directory["data"], fault.Message, StringComparison.Ordinal);
        Directory.Move(_directory["data"], _directory["moved"]);
        await using var moved = new EngineRun(_directory, SmallOptions.Create()) { Data = _directory["moved"] };
        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>((await moved.TrainAsync("whole", resume: true))[^1]).Outcome);
    }

    [Fact]
    public async Task A_run_is_evaluated_on_other_samples_but_not_on_other_vocabularies()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        await SmallDataset.CreateAsync(_directory["more"], 72, 40);
        await SmallDataset.CreateAsync(_directory["wider"], 61, [64, 40]);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("whole");

        await EvaluateAsync(run, _directory["more"]);
        var fault = await Assert.ThrowsAsync<AreadException>(() => EvaluateAsync(run, _directory["wider"]));

        Assert.Contains("vocabularies", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_directory["wider"], fault.Message, StringComparison.Ordinal);
        Assert.Contains(_directory["data"], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_being_trained_elsewhere_is_not_evaluated()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("whole");
        using var trainer = RunDirectory.Resume(run.Runs, "whole");

        var fault = await Assert.ThrowsAsync<AreadException>(() => EvaluateAsync(run, null));

        Assert.Contains("being trained by another process", fault.Message, StringComparison.Ordinal);
    }

    private static async Task EvaluateAsync(EngineRun run, string? data)
    {
        var request = new EvaluateRequest("whole", run.Runs, data, Split.Test, new ComputeOptions(), new TorchOptions());
        await run.Engine.EvaluateAsync(request, null, TestContext.Current.CancellationToken);
    }
}
