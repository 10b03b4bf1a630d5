using Aread.Benchmarks.Scale;

namespace Aread.Tests.Scale;

public sealed class ScaleModelTests
{
    private static readonly ScaleInputs Measured = new()
    {
        DenseWeights = 1000,
        RunningStatistics = 10,
        EmbeddingSize = 8,
        EmbeddingRows = 500,
        BatchSize = 64,
        RowsPerBatch = 100,
        ProcessorBatchSeconds = 0.1,
        AdamSeconds = 0.004,
        MeanSeconds = 0.001,
        AddSeconds = 0.002,
        PackSeconds = 0.003,
        UnpackSeconds = 0.005,
        RowSeconds = 1e-6,
        WireFactor = 1.5,
        MeasuredBatchesPerStep = 8,
        MeasuredStepSeconds = 0.5,
        MeasuredBalance = 1.6,
    };

    private static readonly ScaleCase Assumed =
        new(Silos: 5, NetworkBytesPerSecond: 1e6, BatchesPerSilo: 2, BatchSeconds: 0.01, CoordinatorCores: 4, DiskBytesPerSecond: 1e5, CheckpointSteps: 10, EmbeddingRows: 2000);

    [Fact]
    public void WeightsTravelInFloatsAndGradientsOfSeveralBatchesInLongs()
    {
        Assert.Equal(4 * 1010, ScaleModel.WeightBytes(Measured));
        Assert.Equal(4 * 1000 + 4 * 10, ScaleModel.GradientBytes(Measured, batches: 1));
        Assert.Equal(8 * 1000 + 2 * 4 * 10, ScaleModel.GradientBytes(Measured, batches: 2));
    }

    [Fact]
    public void ASilosLinkCarriesRowsOfItsBatchesAndOfItsShardButNotItsOwn()
    {
        Assert.Equal(2 * 2 * 100 * (4 + 4 * 8) * 4.0 / 5, ScaleModel.SiloBytes(Measured, Assumed));
        Assert.Equal(0, ScaleModel.SiloBytes(Measured, Assumed with { Silos = 1 }));
    }

    [Fact]
    public void EveryPartOfAStepIsItsBytesOverTheLinkOrItsWorkOverTheCores()
    {
        var step = ScaleModel.Of(Measured, Assumed);

        Assert.Equal(0.02, step.Lane, 12);
        Assert.Equal(4 * (4040 + 8080) * 1.5 / 1e6, step.CoordinatorNetwork, 12);
        Assert.Equal(0.004 + 0.001 + 4 * 0.002 + 4 * 0.008 / 4, step.CoordinatorProcessor, 12);
        Assert.Equal(2 * 100 * 1e-6, step.Shard, 12);
        Assert.Equal(12 * (1000 + 2000 * 8) / 1e5 / 10, step.Disk, 12);
    }

    [Fact]
    public void TheCoordinatorWaitsForTheSlowestAndTheDiskForNobody()
    {
        var step = new ScaleStep(Lane: 2, SiloNetwork: 3, CoordinatorNetwork: 1, CoordinatorProcessor: 0.5, Shard: 0.25, Disk: 0.1);

        Assert.Equal(1 + 3 + 0.5, step.Seconds);
        Assert.Equal("silo network", step.Busiest);
        Assert.Equal(2 / 4.5, step.Efficiency, 12);
        Assert.Equal(7, (step with { Disk = 7 }).Seconds);
    }

    [Fact]
    public void OneSiloWithoutOthersSendsNothing() => Assert.Equal(0, ScaleModel.Of(Measured, Assumed with { Silos = 1 }).CoordinatorNetwork);
}
