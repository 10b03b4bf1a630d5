using Aread.Distributed.Contracts;

namespace Aread.Distributed.Grains;

/// <summary>Asks those that a run waits for whether they are still there. A search may take hours, and a broken line would keep its reply back for as long.</summary>
internal static class FleetWatch
{
    /// <summary>Signs of life in a row that may be missing: one can be late while a silo stands still for a moment.</summary>
    private const int Missing = 3;

    /// <summary>Does not end before it is cancelled, or throws.</summary>
    /// <param name="ping">Ends when all have answered.</param>
    /// <exception cref="GrainLostException">Three times in a row somebody has not.</exception>
    public static async Task WatchAsync(Func<Task> ping, TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        // Not at once: who is asked shall have been placed.
        var answers = Task.CompletedTask;
        for (var missed = 0; missed < Missing;)
        {
            await Task.Delay(interval, time, cancellationToken);
            missed = answers.IsCompletedSuccessfully ? 0 : missed + 1;
            answers.Ignore();
            answers = ping();
        }
        throw new GrainLostException($"A silo of the run has given no sign of life for {Missing * interval.TotalSeconds:0} seconds.");
    }
}
