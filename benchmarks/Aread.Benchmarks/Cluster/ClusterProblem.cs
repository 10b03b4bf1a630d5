using Aread.Augmentation;
using Aread.Data.Synthesis;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Benchmarks.Cluster;

/// <summary>The training that clusters are measured by. One epoch is enough; a search tries few candidates, since it is the same work for each.</summary>
internal static class ClusterProblem
{
    public const int Shards = 2, Candidates = 3;

    public static SynthesisOptions Data(int domains, int samples) => new() { Domains = domains, Samples = samples };

    public static AreadOptions Options(int batchSize, int batchesPerStep, int warmUpBatches, int reportInterval) => new()
    {
        Augmentation = new AugmentationOptions { Enabled = false },
        Hemp = new HempOptions { SearchInterval = 100_000, InitialCandidates = Candidates + 1, TrialSteps = 1, ScoringBatches = 1 },
        Training = new TrainingOptions
        {
            BatchSize = batchSize,
            BatchesPerStep = batchesPerStep,
            WarmUpBatches = warmUpBatches,
            MaximumEpochs = 1,
            EmbeddingShards = Shards,
            ReportInterval = reportInterval,
        },
    };
}
