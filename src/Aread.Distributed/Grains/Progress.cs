using Aread.Training;

namespace Aread.Distributed.Grains;

/// <summary>
/// Whether a run that suffers losses still gets anywhere. It stands still from a loss to the next work done; and one that loses silos again and
/// again, though it works in between, must now and then get further than ever before.
/// </summary>
internal sealed class Progress(RecoveryOptions recovery, TimeProvider time)
{
    /// <summary>So many times a run may go back over the same work, however long it takes.</summary>
    private const int Returns = 10;

    private (long Step, int Searches) _furthest = (-1, 0);
    private long? _stalled;
    private long? _returning;
    private int _losses;

    /// <summary>The run is to be given up.</summary>
    public bool IsHopeless => IsOver(_stalled) || (_losses > Returns && IsOver(_returning));

    public void Note(RunEvent happened)
    {
        // Samples are lent anew by every attempt.
        if (happened is RunStarted or RunRecovering or PhaseStarted or DomainsAugmented) return;
        _stalled = null;
        var reached = (happened.Step, happened is MaskFound found ? found.Done : 0);
        if (reached.CompareTo(_furthest) <= 0) return;
        (_furthest, _returning, _losses) = (reached, null, 0);
    }

    public void NoteLoss()
    {
        _stalled ??= time.GetTimestamp();
        _returning ??= time.GetTimestamp();
        _losses++;
    }

    private bool IsOver(long? since) => since is { } start && time.GetElapsedTime(start) >= recovery.Patience;
}
