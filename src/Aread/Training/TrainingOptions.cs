using System.ComponentModel.DataAnnotations;

namespace Aread.Training;

/// <summary>The run: batches, optimiser, phases, stopping.</summary>
public sealed record TrainingOptions
{
    public const int MaximumBatchesPerStep = 256;

    public long Seed { get; init; } = 1;

    /// <summary>Samples per batch; a batch holds one domain's samples.</summary>
    [Range(2, 10_000_000)]
    public int BatchSize { get; init; } = 1024;

    /// <summary>G: batches, each of one domain, whose mean gradient makes one step. 1 is the paper's algorithm; more are computed at once.</summary>
    [Range(1, MaximumBatchesPerStep)]
    public int BatchesPerStep { get; init; } = 1;

    /// <summary>Batches of the systems compared with; says what comes from batches and what from the system. Isolated and MAMDR have their own rules.</summary>
    public BaselineBatches BaselineBatches { get; init; } = BaselineBatches.Mixed;

    /// <summary>Of a step of one batch.</summary>
    [Range(1e-8, 1.0)]
    public double LearningRate { get; init; } = 1e-3;

    public LearningRateRule LearningRateRule { get; init; } = LearningRateRule.SquareRoot;

    [Range(0.0, 0.999999)]
    public double Beta1 { get; init; } = 0.9;

    [Range(0.0, 0.9999999)]
    public double Beta2 { get; init; } = 0.99;

    [Range(1e-16, 1.0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Added to the gradient as this times the weight, inside Adam.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 1e-8;

    /// <summary>Weight of the squares of embedding rows in use, linear, cross, expert and scale weights in the loss.</summary>
    [Range(0.0, 1.0)]
    public double L2 { get; init; } = 1e-5;

    /// <summary>Batches without masks before the first search, domains in turn.</summary>
    [Range(0, 100_000_000)]
    public int WarmUpBatches { get; init; } = 100;

    [Range(1, 100_000)]
    public int MaximumEpochs { get; init; } = 20;

    /// <summary>Epochs without a better valid DomainAUC before the run stops.</summary>
    [Range(1, 100_000)]
    public int Patience { get; init; } = 2;

    /// <summary>True sweeps the whole embedding table in every step, as the published code does; false touches a batch's rows only.</summary>
    public bool DenseEmbeddingUpdates { get; init; }

    /// <summary>Parts the embedding table is divided into. Does not change results.</summary>
    [Range(1, 4096)]
    public int EmbeddingShards { get; init; } = 1;

    /// <summary>Samples scored at once in evaluation. Does not change results beyond rounding.</summary>
    [Range(1, 10_000_000)]
    public int ScoringBatchSize { get; init; } = 4096;

    /// <summary>Most steps between two checkpoints; searches, the end of warm-up and that of each epoch have one besides.</summary>
    [Range(1, 100_000_000)]
    public int CheckpointInterval { get; init; } = 2000;

    /// <summary>How many of the latest checkpoints are kept, besides the best.</summary>
    [Range(1, 1000)]
    public int KeptCheckpoints { get; init; } = 1;

    /// <summary>Steps between two progress events.</summary>
    [Range(1, 1_000_000)]
    public int ReportInterval { get; init; } = 20;

    /// <summary>Most samples of a step.</summary>
    public int SamplesPerStep() => (int)Math.Min((long)BatchSize * BatchesPerStep, Array.MaxLength);
}
