using Aread.Training;

namespace Aread.Distributed.Grains;

/// <summary>Whether a run that suffers losses still gets further than ever before.</summary>
internal sealed class Progress(TimeProvider time)
{
    private (long Step, int Searches) _furthest = (-1, 0);
    private long _since = time.GetTimestamp();

    public TimeSpan Standstill => time.GetElapsedTime(_since);

    public void Note(RunEvent happened)
    {
        var reached = (happened.Step, happened is MaskFound found ? found.Done : 0);
        if (reached.CompareTo(_furthest) <= 0) return;
        (_furthest, _since) = (reached, time.GetTimestamp());
    }
}
