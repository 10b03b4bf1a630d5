namespace Aread.Host.Api;

/// <summary>Work that goes on when the request that asked for it was answered. It ends with the server, or when it is broken off.</summary>
internal sealed class BackgroundWork<T> : IProgress<double>
{
    private readonly CancellationTokenSource _stop;
    private readonly TimeProvider _time;
    private double _share;

    /// <param name="time">For <see cref="EndAfter"/> and <see cref="Ended"/>.</param>
    /// <param name="server">Cancelled when the server stops.</param>
    public BackgroundWork(Func<IProgress<double>, CancellationToken, Task<T>> work, TimeProvider time, CancellationToken server)
    {
        _time = time;
        _stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Done = Task.Run(() => RunAsync(work, server), CancellationToken.None);
    }

    public Task<T> Done { get; }

    /// <summary>Set before it is done.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>What is done of it, 0 to 1.</summary>
    public double Share => Volatile.Read(ref _share);

    public void Report(double value) => Volatile.Write(ref _share, value);

    /// <summary>Returns at once; <see cref="Done"/> ends when the work has let go.</summary>
    public void Cancel() => _stop.Cancel();

    /// <summary>Breaks it off after this time; a later call takes the place of an earlier one.</summary>
    public void EndAfter(TimeSpan patience) => _stop.CancelAfter(patience);

    private async Task<T> RunAsync(Func<IProgress<double>, CancellationToken, Task<T>> work, CancellationToken server)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, server);
        try
        {
            return await work(this, either.Token);
        }
        finally
        {
            Ended = _time.GetUtcNow();
        }
    }
}
