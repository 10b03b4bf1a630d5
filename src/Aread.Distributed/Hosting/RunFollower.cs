using System.Runtime.CompilerServices;
using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Training;

namespace Aread.Distributed.Hosting;

/// <summary>The events of a run, as its coordinator tells them.</summary>
/// <param name="patience">How long to go on asking when no coordinator answers: its silo may have died, and another brings it back.</param>
internal sealed class RunFollower(IGrainFactory grains, string run, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ICoordinatorGrain _coordinator = grains.GetGrain<ICoordinatorGrain>(run);

    /// <param name="from">Number of the first event.</param>
    /// <param name="cancellationToken">Ends the following, not the run.</param>
    /// <exception cref="AreadException">The run failed, thrown after its <see cref="RunEnded"/>; or the cluster no longer answers.</exception>
    public async IAsyncEnumerable<RunEvent> FollowAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunEvent? last = null;
        for (EventBatch batch; ; from = batch.Next)
        {
            batch = await ReadAsync(from, cancellationToken);
            foreach (var line in batch.Events) yield return last = AreadJson.Read<RunEvent>(line);
            if (!batch.Ended) continue;
            if (batch.Fault is { } fault) throw new InvalidOperationException(fault);
            if (last is RunEnded { Outcome: RunOutcome.Failed } failed) throw new AreadException(failed.Reason);
            yield break;
        }
    }

    private async Task<EventBatch> ReadAsync(long from, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            try
            {
                var batch = await _coordinator.ReadEventsAsync(from, cancellationToken);
                if (!batch.IsVacant) return batch;
                if (await grains.GetGrain<IRunRegistryGrain>(0).FindAsync(run) is { IsWanted: false } ended)
                {
                    await _coordinator.RecallAsync(ended);
                    continue;
                }
            }
            catch (Exception lost) when (Loss.Is(lost) && !cancellationToken.IsCancellationRequested)
            {
                // Asked again.
            }
            if (time.GetElapsedTime(asked) >= patience) throw Silent();
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private AreadException Silent() => new(
        $"For {patience.TotalMinutes:0} minutes nobody has told of run '{run}'. Its silos may be gone: 'aread cluster show' lists them. Once some are there, the run goes on by itself.");
}
