namespace Aread.Training;

/// <summary>How the learning rate grows with the batches of a step, <see cref="TrainingOptions.BatchesPerStep"/> = G.</summary>
public enum LearningRateRule
{
    /// <summary>It does not.</summary>
    Fixed,

    /// <summary>Times √G: what keeps the noise of adaptive methods (Hoffer et al. 2017, sec. 3; Malladi et al. 2022, for Adam).</summary>
    SquareRoot,

    /// <summary>Times G, the rule for plain SGD (Goyal et al. 2017, sec. 2.1).</summary>
    Linear,
}
