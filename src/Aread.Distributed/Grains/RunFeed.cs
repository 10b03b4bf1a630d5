using Aread.Distributed.Contracts;

namespace Aread.Distributed.Grains;

/// <summary>The latest events of a run for those who follow it; all are in events.jsonl. For use on one grain's turns.</summary>
internal sealed class RunFeed
{
    /// <summary>How long a reader waits at most, well under the call's own limit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int Kept = 4096;

    private readonly Queue<string> _events = new();
    private int _first;
    private TaskCompletionSource _news = New();
    private bool _ended;
    private string? _fault;

    public void Clear()
    {
        _events.Clear();
        (_first, _ended, _fault) = (0, false, null);
    }

    public void Add(string line)
    {
        _events.Enqueue(line);
        if (_events.Count > Kept)
        {
            _events.Dequeue();
            _first++;
        }
        Announce();
    }

    /// <param name="fault">See <see cref="EventBatch.Fault"/>.</param>
    public void End(string? fault)
    {
        (_ended, _fault) = (true, fault);
        Announce();
    }

    public async Task<EventBatch> ReadAsync(int from, CancellationToken cancellationToken)
    {
        if (from >= _first + _events.Count && !_ended)
            await _news.Task.WaitAsync(Patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
        return new EventBatch(_first + _events.Count, [.. _events.Skip(from - _first)], _ended, _fault);
    }

    private void Announce()
    {
        var news = _news;
        _news = New();
        news.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
