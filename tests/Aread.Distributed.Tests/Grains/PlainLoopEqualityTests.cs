using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Grains;

/// <summary>A run without Orleans and a run through grains give the same numbers.</summary>
public sealed class PlainLoopEqualityTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1, 1, 60, 1)]
    [InlineData(3, 1, 60, 1)]
    [InlineData(2, 3, 40_000, 1)]
    [InlineData(1, 1, 60, 4)]
    [InlineData(3, 3, 40_000, 4)]
    public async Task Weights_rows_and_masks_are_bit_identical(int lanes, int shards, int items, int batchesPerStep)
    {
        var dataset = await SmallDataset.CreateAsync(_directory["data"], items, [64, 40, 17]);
        var options = SmallOptions.Create();
        options = options with { Training = options.Training with { BatchesPerStep = batchesPerStep } };
        var plain = await PlainAsync(RunContext.Create(dataset, options, TorchSharp.torch.CPU));

        options = options with { Compute = options.Compute with { Lanes = lanes }, Training = options.Training with { EmbeddingShards = shards } };
        await using var run = new EngineRun(_directory, options);
        await run.TrainAsync("grains");

        using var grains = run.Open("grains");
        var best = grains.Checkpoints.TryRead(SavePoint.Best)!;
        Assert.Equal(plain.Select(file => (file.Part, file.Sha256)).Order(), best.Files.Select(file => (file.Part, file.Sha256)).Order());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task So_they_are_with_dense_updates_and_without_masks(bool dense, bool masks)
    {
        var dataset = await SmallDataset.CreateAsync(_directory["data"], 40_000, [64, 40, 17]);
        var options = SmallOptions.Create();
        options = options with
        {
            Hemp = options.Hemp with { Enabled = masks },
            Training = options.Training with { DenseEmbeddingUpdates = dense, EmbeddingShards = 2, MaximumEpochs = 1 },
        };
        var plain = await PlainAsync(RunContext.Create(dataset, options, TorchSharp.torch.CPU));
        await using var run = new EngineRun(_directory, options);
        await run.TrainAsync("grains");

        using var grains = run.Open("grains");
        Assert.Equal(plain.Select(file => (file.Part, file.Sha256)).Order(),
            grains.Checkpoints.TryRead(SavePoint.Best)!.Files.Select(file => (file.Part, file.Sha256)).Order());
    }

    /// <summary>Trains with the plain loop and writes what it ends with, the best epoch, as a checkpoint.</summary>
    private async Task<IReadOnlyList<CheckpointFile>> PlainAsync(RunContext context)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var saved = new TrainingState();
        var fleet = new LocalFleet(context, new CallerLane(context.Options.Compute.ThreadsPerLane),
            happened => { if (happened is EpochEvaluated { Best: true, Report.Split: "valid" }) saved = saved with { Step = happened.Step }; });
        await new TrainingLoop(context, fleet).RunAsync(new TrainingState(), cancellation);

        var store = new CheckpointStore(_directory["plain"]);
        var files = new List<CheckpointFile> { await DensePart.WriteAsync(store, context.Model.Layout, fleet.Dense, cancellation) };
        foreach (var block in RowBlock.CopyOf(fleet.Embeddings)) files.Add(await RowsPart.WriteAsync(store, block, cancellation));
        for (var domain = 0; domain < fleet.Domains.Count; domain++)
            files.Add(await DomainPart.WriteAsync(store, domain, fleet.Domains[domain].Export(saved.Step), cancellation));
        return files;
    }
}
