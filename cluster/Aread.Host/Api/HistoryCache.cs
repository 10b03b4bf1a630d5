using Aread.Distributed.Runs;
using Aread.Training;

namespace Aread.Host.Api;

/// <summary>Events of runs as they were last read, and the histories they make: a page that asks for five things of a run reads its file of events once. The latest are kept.</summary>
/// <param name="mostBytes">Of all files whose events are kept; one that is larger is read each time.</param>
internal sealed class HistoryCache(long mostBytes = 32 << 20)
{
    private readonly Lock _lock = new();

    /// <summary>The one that was asked for last comes first.</summary>
    private readonly LinkedList<Entry> _read = [];

    /// <inheritdoc cref="RunDirectory.ReadHistory"/>
    public IReadOnlyList<RunEvent> Of(RunDirectory run) => Read(run).History;

    /// <summary>All events, those that were taken back too.</summary>
    public IReadOnlyList<RunEvent> EventsOf(RunDirectory run) => Read(run).Events;

    private Entry Read(RunDirectory run)
    {
        // The mark comes before the events: what is written in between is read again the next time.
        var mark = run.EventsMark;
        var path = run.Location;
        lock (_lock)
        {
            if (_read.FirstOrDefault(entry => entry.Path == path) is { } known)
            {
                _read.Remove(known);
                if (known.Mark == mark)
                {
                    _read.AddFirst(known);
                    return known;
                }
            }
        }
        RunEvent[] events = [.. run.ReadEvents()];
        var read = new Entry(path, mark, events, RunDirectory.HistoryOf(events));
        lock (_lock)
        {
            if (_read.FirstOrDefault(entry => entry.Path == path) is { } other) _read.Remove(other);
            _read.AddFirst(read);
            while (_read.Sum(entry => entry.Mark.Bytes) > mostBytes) _read.RemoveLast();
        }
        return read;
    }

    private sealed record Entry(string Path, (long Bytes, DateTime Written) Mark, IReadOnlyList<RunEvent> Events, IReadOnlyList<RunEvent> History);
}
