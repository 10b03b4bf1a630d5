using System.Diagnostics.Metrics;
using Aread.Distributed.Hosting;

namespace Aread.Distributed.Compute;

/// <summary>What a process measures of its lanes. They are asked only when somebody reads.</summary>
internal static class LaneTelemetry
{
    public const string LaneTag = "aread.lane";

    private static readonly Lock Gate = new();
    private static readonly HashSet<DeviceExecutor> Executors = [];

    /// <summary>Seconds of executors that have ended, by lane: what counts time must not go back.</summary>
    private static readonly Dictionary<int, double> Ended = [];

    static LaneTelemetry()
    {
        var meter = DistributedTelemetry.Meter;
        meter.CreateObservableUpDownCounter("aread.lane.count", () => Sum(executor => executor.Lanes), "{lane}", "Lanes of this process.");
        meter.CreateObservableUpDownCounter("aread.lane.queue.length", () => Sum(executor => executor.Waiting), "{item}", "Work that waits for a lane.");
        meter.CreateObservableCounter("aread.lane.busy.time", Busy, "s", "Time that a lane has computed.");
    }

    public static void Add(DeviceExecutor executor)
    {
        lock (Gate) Executors.Add(executor);
    }

    public static void Remove(DeviceExecutor executor)
    {
        lock (Gate)
        {
            if (!Executors.Remove(executor)) return;
            foreach (var (lane, busy) in executor.Busy.Index()) Ended[lane] = Ended.GetValueOrDefault(lane) + busy.TotalSeconds;
        }
    }

    private static int Sum(Func<DeviceExecutor, int> count)
    {
        lock (Gate) return Executors.Sum(count);
    }

    private static Measurement<double>[] Busy()
    {
        lock (Gate)
        {
            var seconds = new Dictionary<int, double>(Ended);
            foreach (var (lane, busy) in Executors.SelectMany(executor => executor.Busy.Index())) seconds[lane] = seconds.GetValueOrDefault(lane) + busy.TotalSeconds;
            return [.. seconds.Select(lane => new Measurement<double>(lane.Value, new KeyValuePair<string, object?>(LaneTag, lane.Key)))];
        }
    }
}
