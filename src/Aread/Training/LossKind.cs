namespace Aread.Training;

/// <summary>Which loss a pass is trained on.</summary>
public enum LossKind
{
    /// <summary>Mean of the active outputs' own losses (paper eq. 8).</summary>
    Bagging,

    /// <summary>Loss of the averaged prediction.</summary>
    Mean,
}
