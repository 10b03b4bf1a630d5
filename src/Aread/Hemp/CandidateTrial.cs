namespace Aread.Hemp;

/// <summary>A candidate while it is tried.</summary>
internal sealed class CandidateTrial(ExpertMask start)
{
    private readonly List<double> _losses = [];
    private readonly List<ExpertMask> _steps = [];

    /// <summary>As pruned so far.</summary>
    public ExpertMask Mask => _steps.Count == 0 ? start : _steps[^1];

    /// <summary>Over the steps taken.</summary>
    public double MeanLoss => _losses.Average();

    /// <param name="loss">Before the step.</param>
    /// <param name="mask">After it.</param>
    public void Add(double loss, ExpertMask mask)
    {
        _losses.Add(loss);
        _steps.Add(mask);
    }

    public MaskTrial Scored(IReadOnlyList<double> losses, double penalty) => new(start, Mask, losses.Average() + penalty, _losses, losses, penalty, _steps);

    public MaskTrial Dropped() => new(start, Mask, null, _losses, [], null, _steps);
}
