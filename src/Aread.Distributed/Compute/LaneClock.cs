using System.Diagnostics;

namespace Aread.Distributed.Compute;

/// <summary>How long a lane has computed. Written by the lane's thread alone, read by any.</summary>
internal sealed class LaneClock
{
    private long _done;
    private long _since;

    /// <summary>With the work under way.</summary>
    public TimeSpan Busy
    {
        get
        {
            var (done, since) = (Volatile.Read(ref _done), Volatile.Read(ref _since));
            return Stopwatch.GetElapsedTime(0, done) + (since == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since));
        }
    }

    public void Time(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        Volatile.Write(ref _since, began);
        work();
        // In this order a reader may see too little, and no time twice; what it lacks is there the next time.
        Volatile.Write(ref _since, 0);
        Volatile.Write(ref _done, _done + Stopwatch.GetTimestamp() - began);
    }
}
