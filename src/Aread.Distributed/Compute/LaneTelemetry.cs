using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Aread.Distributed.Hosting;

namespace Aread.Distributed.Compute;

/// <summary>What a process measures of its lanes. They are asked only when somebody reads.</summary>
internal static class LaneTelemetry
{
    public const string LaneTag = "aread.lane";

    private static readonly ConcurrentDictionary<DeviceExecutor, byte> Executors = new();

    static LaneTelemetry()
    {
        var meter = DistributedTelemetry.Meter;
        meter.CreateObservableUpDownCounter("aread.lane.count", () => Executors.Keys.Sum(executor => executor.Lanes), "{lane}", "Lanes of this process.");
        meter.CreateObservableUpDownCounter("aread.lane.queue.length", () => Executors.Keys.Sum(executor => executor.Waiting), "{item}", "Work that waits for a lane.");
        meter.CreateObservableCounter("aread.lane.busy.time", Busy, "s", "Time that a lane has computed.");
    }

    public static void Add(DeviceExecutor executor) => Executors[executor] = 0;

    public static void Remove(DeviceExecutor executor) => Executors.TryRemove(executor, out _);

    private static IEnumerable<Measurement<double>> Busy() =>
        from executor in Executors.Keys
        from lane in executor.Busy.Index()
        group lane.Item.TotalSeconds by lane.Index into lane
        select new Measurement<double>(lane.Sum(), new KeyValuePair<string, object?>(LaneTag, lane.Key));
}
