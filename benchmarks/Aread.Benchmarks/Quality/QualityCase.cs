using Aread.Hei;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Benchmarks.Quality;

/// <summary>One choice of options whose scores are compared with others.</summary>
internal sealed record QualityCase(Normalization Normalization, int BatchesPerStep, LearningRateRule Rule)
{
    private static readonly (int BatchesPerStep, LearningRateRule Rule)[] Steps =
    [
        (1, LearningRateRule.SquareRoot),
        (4, LearningRateRule.SquareRoot), (4, LearningRateRule.Fixed),
        (16, LearningRateRule.SquareRoot), (16, LearningRateRule.Fixed), (16, LearningRateRule.Linear),
    ];

    /// <summary>All, those first that matter most: a study that is broken off has them.</summary>
    public static IReadOnlyList<QualityCase> All { get; } =
        [.. from normalization in new[] { Normalization.None, Normalization.Batch } from step in Steps select new QualityCase(normalization, step.BatchesPerStep, step.Rule)];

    /// <summary>How many are trained: the linear rule is there to show where it leads.</summary>
    public int Seeds => Rule == LearningRateRule.Linear ? 1 : 3;

    /// <summary>The options of the README's results, but for what is compared.</summary>
    public AreadOptions Options(long seed) => new()
    {
        Hei = new HeiOptions { Normalization = Normalization },
        Hemp = new HempOptions { SearchInterval = 1000 },
        Training = new TrainingOptions { Seed = seed, BatchSize = 256, LearningRate = 3e-4, BatchesPerStep = BatchesPerStep, LearningRateRule = Rule },
    };
}
