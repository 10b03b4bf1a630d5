namespace Aread.Hemp;

/// <summary>How one candidate fared. One that was dropped on the way has neither score nor penalty.</summary>
/// <param name="Start">As drawn.</param>
/// <param name="Mask">After the trial's prunings.</param>
/// <param name="Score">Mean over the scoring batches of loss plus penalty; smaller is better.</param>
/// <param name="Losses">Training loss before each trial step, without penalty.</param>
/// <param name="ScoringLosses">Loss of the averaged prediction per scoring batch, without penalty.</param>
/// <param name="Penalty">Penalty of the weights after the trial.</param>
/// <param name="Steps">Mask after each trial step.</param>
public sealed record MaskTrial(
    ExpertMask Start,
    ExpertMask Mask,
    double? Score,
    IReadOnlyList<double> Losses,
    IReadOnlyList<double> ScoringLosses,
    double? Penalty,
    IReadOnlyList<ExpertMask> Steps)
{
    /// <summary>Trial steps after which it was dropped; null if it was scored.</summary>
    public int? DroppedAfter => Score is null ? Losses.Count : null;
}
