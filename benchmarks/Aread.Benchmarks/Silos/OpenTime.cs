using System.Diagnostics;

namespace Aread.Benchmarks.Silos;

/// <summary>How often something happened, and how long at least one of it was under way.</summary>
internal sealed class OpenTime
{
    private readonly Lock _lock = new();
    private long _count;
    private int _open;
    private long _since;
    private TimeSpan _total;

    public void Begin()
    {
        lock (_lock)
        {
            _count++;
            if (_open++ == 0) _since = Stopwatch.GetTimestamp();
        }
    }

    public void End()
    {
        lock (_lock)
            if (--_open == 0) _total += Stopwatch.GetElapsedTime(_since);
    }

    public Use Read()
    {
        lock (_lock) return new Use(_count, (_open == 0 ? _total : _total + Stopwatch.GetElapsedTime(_since)).TotalSeconds);
    }
}
