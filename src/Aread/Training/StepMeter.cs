using System.Diagnostics;

namespace Aread.Training;

/// <summary>Loss and speed of the steps since the last report.</summary>
internal sealed class StepMeter
{
    private readonly Stopwatch _clock = new();
    private long _samples;
    private double _loss;

    public int Steps { get; private set; }

    /// <summary>Begins anew; what was added and not taken is still counted.</summary>
    public void Start() => _clock.Restart();

    public void Add(StepSummary step)
    {
        Steps++;
        _samples += step.Samples;
        _loss += step.Loss;
    }

    /// <summary>Mean loss per step, and the time since the last report or start; then all is zero again.</summary>
    public (int Steps, long Samples, double Loss, double Seconds) Take()
    {
        var taken = (Steps, _samples, _loss / Math.Max(1, Steps), _clock.Elapsed.TotalSeconds);
        (Steps, _samples, _loss) = (0, 0, 0);
        _clock.Restart();
        return taken;
    }
}
