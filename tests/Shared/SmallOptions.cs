using Aread.Augmentation;
using Aread.Hei;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Testing;

/// <summary>A model and a schedule that go through every phase in seconds.</summary>
public static class SmallOptions
{
    public static AreadOptions Create() => new()
    {
        Hei = new HeiOptions { EmbeddingSize = 4, BottomExperts = 2, BottomWidths = [8, 4], CrossLayers = 1, Experts = [2, 3], ExpertWidths = [4, 2] },
        Hemp = new HempOptions { SearchInterval = 7, InitialCandidates = 3, TrialSteps = 2, ScoringBatches = 2 },
        Augmentation = new AugmentationOptions { MinorShare = 0.2, MajorShare = 0.4, MaximumExposures = 20 },
        Training = new TrainingOptions { BatchSize = 16, WarmUpBatches = 5, MaximumEpochs = 2, ReportInterval = 3, CheckpointInterval = 4, LearningRate = 1e-2 },
    };
}
