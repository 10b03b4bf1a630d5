namespace Aread.Tuning;

/// <summary>A point of the grid.</summary>
public sealed record TuningSetting(double LearningRate, int BatchSize)
{
    /// <summary>These options with this setting, trained to an epoch.</summary>
    public AreadOptions In(AreadOptions options, int epochs) => options with
    {
        Training = options.Training with { LearningRate = LearningRate, BatchSize = BatchSize, MaximumEpochs = epochs },
    };
}
