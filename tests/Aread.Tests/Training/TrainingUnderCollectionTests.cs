using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Aread.Tensors;

namespace Aread.Tests.Training;

/// <summary>
/// Training in several lanes while other threads allocate and collect without pause. Native calls hold raw handles: whatever the collector frees
/// too early shows as a crash, an error of torch, or a wrong bit. <c>AREAD_STRESS_SECONDS</c> makes it longer.
/// </summary>
[Collection(nameof(RunsAlone))]
public sealed class TrainingUnderCollectionTests(ITestOutputHelper output)
{
    private const int Lanes = 3, Collectors = 2, Steps = 10;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("AREAD_STRESS_SECONDS") ?? "10", CultureInfo.InvariantCulture));

    [Fact]
    public void Every_lane_computes_what_it_computes_in_quiet()
    {
        var quiet = new IReadOnlyList<string>[Lanes];
        Started(1, _ =>
        {
            TorchLane.Enter(1);
            for (var lane = 0; lane < Lanes; lane++) quiet[lane] = new SmallRun(lane).Fingerprints(Steps);
        })[0].Join();

        var faults = new ConcurrentQueue<string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        var (runs, before) = (0, GC.CollectionCount(0));
        var collectors = Started(Collectors, i => Collect(i, stop.Token));
        var lanes = Started(Lanes, lane =>
        {
            TorchLane.Enter(1);
            do
            {
                Check(lane, quiet[lane], faults);
                Interlocked.Increment(ref runs);
            }
            while (watch.Elapsed < Length && faults.IsEmpty && !stop.IsCancellationRequested);
        });
        foreach (var lane in lanes) lane.Join();
        stop.Cancel();
        foreach (var collector in collectors) collector.Join();

        output.WriteLine($"{watch.Elapsed.TotalSeconds:F0} s, {Lanes} lanes, {runs} runs, {runs * Steps} steps, {runs * Steps / 10} searches, {GC.CollectionCount(0) - before} collections, {faults.Count} faults");
        Assert.Empty(faults);
        Assert.True(runs >= Lanes);
    }

    private static void Check(int lane, IReadOnlyList<string> expected, ConcurrentQueue<string> faults)
    {
        try
        {
            var found = new SmallRun(lane).Fingerprints(Steps);
            for (var i = 0; i < expected.Count; i++)
            {
                if (found[i] == expected[i]) continue;
                faults.Enqueue($"Lane {lane}: expected '{expected[i]}', found '{found[i]}'.");
                return;
            }
        }
        catch (Exception error)
        {
            faults.Enqueue($"Lane {lane}: {error}");
        }
    }

    private static void Collect(int collector, CancellationToken stop)
    {
        var kept = new object[256];
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            for (var j = 0; j < 64; j++) kept[(i * 7 + j) % kept.Length] = new byte[32 + 64 * j];
            GC.Collect(i % 8 == 0 ? 2 : 0, GCCollectionMode.Forced, blocking: true);
            if (collector == 0) GC.WaitForPendingFinalizers();
        }
        GC.KeepAlive(kept);
    }

    private static Thread[] Started(int count, Action<int> work)
    {
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() => work(i))).ToArray();
        foreach (var thread in threads) thread.Start();
        return threads;
    }
}
