namespace Aread.Training;

/// <summary>Where a run is: Augment -> WarmUp -> (MaskSearch -> MaskedTraining)* -> Evaluate each epoch -> Test.</summary>
public enum RunPhase
{
    Augment,
    WarmUp,
    MaskSearch,
    MaskedTraining,
    Evaluate,
    Test,
}
