using System.Runtime.CompilerServices;
using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Training;

namespace Aread.Distributed.Hosting;

/// <summary>The events of a run, as its coordinator tells them.</summary>
/// <param name="patience">How long to go on asking when no coordinator answers: its silo may have died, and another brings it back.</param>
internal sealed class RunFollower(ICoordinatorGrain coordinator, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="from">Number of the first event.</param>
    /// <param name="cancellationToken">Ends the following, not the run.</param>
    /// <exception cref="AreadException">The run failed; thrown after its <see cref="RunEnded"/>.</exception>
    public async IAsyncEnumerable<RunEvent> FollowAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (EventBatch batch; ; from = batch.Next)
        {
            batch = await ReadAsync(from, cancellationToken);
            foreach (var line in batch.Events)
            {
                var happened = AreadJson.Read<RunEvent>(line);
                yield return happened;
                if (happened is RunEnded { Outcome: RunOutcome.Failed } failed && batch is { Ended: true, Fault: null }) throw new AreadException(failed.Reason);
            }
            if (batch is { Ended: true, Fault: { } fault }) throw new InvalidOperationException(fault);
            if (batch.Ended) yield break;
        }
    }

    private async Task<EventBatch> ReadAsync(long from, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await coordinator.ReadEventsAsync(from, cancellationToken);
            }
            catch (Exception lost) when (Loss.Is(lost) && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(asked) < patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
