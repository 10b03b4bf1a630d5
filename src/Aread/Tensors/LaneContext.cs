using System.Collections.Concurrent;

namespace Aread.Tensors;

/// <summary>Keeps asynchronous work on the thread that waits for it, so that a compute thread does all the computing of what it began.</summary>
public sealed class LaneContext : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

    private LaneContext() { }

    /// <summary>Runs the work on the calling thread until it has ended.</summary>
    public static T Run<T>(Func<Task<T>> work)
    {
        var (before, context) = (Current, new LaneContext());
        SetSynchronizationContext(context);
        try
        {
            var running = work();
            _ = running.ContinueWith(_ => context._posted.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var (callback, state) in context._posted.GetConsumingEnumerable()) callback(state);
            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>What is posted after the work has ended is nobody's: it goes to the thread pool.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _posted.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            base.Post(d, state);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing is waited for on a compute thread but its own work.");
}
