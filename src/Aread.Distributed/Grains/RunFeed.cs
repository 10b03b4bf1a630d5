using System.Text;
using Aread.Distributed.Contracts;

namespace Aread.Distributed.Grains;

/// <summary>The latest events of a run for those who follow it; all are in events.jsonl, and their numbers are those there. For use on one grain's turns.</summary>
internal sealed class RunFeed
{
    /// <summary>How long a reader waits at most, well under the call's own limit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int Kept = 4096;

    /// <summary>Of one reply, far under what a message may have.</summary>
    private const int LongestReply = 1 << 20;

    private readonly Queue<string> _events = new();
    private long _first;
    private TaskCompletionSource _news = New();
    private bool _ended;
    private string? _fault;

    /// <summary>No run was begun or recalled yet.</summary>
    public bool IsVacant { get; private set; } = true;

    /// <summary>A run begins or goes on: who followed it elsewhere can go on here.</summary>
    /// <param name="lines">What happened so far.</param>
    public void Begin(IReadOnlyList<string> lines)
    {
        _events.Clear();
        (_first, IsVacant, _ended, _fault) = (0, false, false, null);
        foreach (var line in lines) Enqueue(line);
    }

    public void Add(string line)
    {
        Enqueue(line);
        Announce();
    }

    /// <param name="fault">See <see cref="EventBatch.Fault"/>.</param>
    public void End(string? fault)
    {
        (_ended, _fault) = (true, fault);
        Announce();
    }

    public async Task<EventBatch> ReadAsync(long from, CancellationToken cancellationToken)
    {
        if (!IsVacant && from >= _first + _events.Count && !_ended)
            await _news.Task.WaitAsync(Patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
        if (IsVacant) return new EventBatch(from, [], Ended: false, Fault: null, IsVacant: true);
        var end = _first + _events.Count;
        // Who has heard more than there is left still hears of the end.
        if (_ended && from > end) from = end - 1;
        var start = Math.Max(from, _first);
        var bytes = 0;
        string[] events = [.. _events.Skip((int)(start - _first)).TakeWhile(line => bytes == 0 | (bytes += Encoding.UTF8.GetByteCount(line)) <= LongestReply)];
        var next = start + events.Length;
        return new EventBatch(next, events, _ended && next == end, _fault);
    }

    private void Enqueue(string line)
    {
        _events.Enqueue(line);
        if (_events.Count <= Kept) return;
        _events.Dequeue();
        _first++;
    }

    private void Announce()
    {
        var news = _news;
        _news = New();
        news.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
