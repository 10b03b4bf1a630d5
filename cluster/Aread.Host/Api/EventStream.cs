using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Aread.Distributed.Runs;
using Aread.Training;
using Microsoft.Extensions.Hosting;

namespace Aread.Host.Api;

/// <summary>The events of a run as they are written, from its files: it needs nobody who trains.</summary>
internal sealed class EventStream(RunCatalog runs, IHostApplicationLifetime server, TimeProvider time)
{
    public const string Idle = "idle";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Nothing is told for so long at most, since what stands between may close a line that is silent.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>Ends after the run's last event, with the server, or when the run was replaced by another.</summary>
    /// <param name="start">A place of this run.</param>
    /// <param name="admits">Whether who listens may go on to; asked at every pause.</param>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(string run, EventReader reader, EventPosition start, Func<bool> admits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, server.ApplicationStopping);
        var (position, told) = (start with { Next = 0 }, time.GetTimestamp());
        RunEvent? last = null;
        do
        {
            foreach (var happened in reader.ReadNew())
            {
                last = happened;
                position = position with { Next = position.Next + 1 };
                if (position.Next <= start.Next) continue;
                yield return new SseItem<string>(AreadJson.Write(happened)) { EventId = position.ToString() };
                told = time.GetTimestamp();
            }
            if (last is RunEnded) yield break;
            if (time.GetElapsedTime(told) >= LongestSilence)
            {
                yield return new SseItem<string>("", Idle);
                told = time.GetTimestamp();
            }
            await Task.Delay(Pause, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!ending.IsCancellationRequested && admits() && IsStill(run, start.Run));
    }

    /// <summary>Whether nothing is left to be told to who was told all before this place.</summary>
    public static bool IsOver(RunDirectory run, EventPosition at)
    {
        var (count, last) = (0L, default(RunEvent));
        foreach (var happened in run.ReadEvents()) (count, last) = (count + 1, happened);
        return last is RunEnded && at.Next >= count;
    }

    private bool IsStill(string name, long created)
    {
        try
        {
            using var run = runs.Open(name);
            return EventPosition.StartOf(run).Run == created;
        }
        catch (AreadException)
        {
            return false;
        }
    }
}
