using Aread.Benchmarks.Cluster;
using Aread.Data.Synthesis;

namespace Aread.Benchmarks.Recovery;

/// <summary>How long a run stands still after one of its two silos is lost.</summary>
internal static class RecoveryMeasurement
{
    private static readonly int[] Detections = [3, 10];

    public static async Task RunAsync(int repeats)
    {
        var data = Directory.CreateTempSubdirectory("aread-benchmark-").FullName;
        try
        {
            await Synthesizer.RunAsync(ClusterProblem.Data(domains: 25, samples: 400_000), data, overwrite: true);
            Console.WriteLine("| detection, s | lost | how | until the run began to go on, s | until the next committed step, s: median | least | most | last event before, s | steps made again |");
            Console.WriteLine("|---:|---|---|---:|---:|---:|---:|---:|---:|");
            foreach (var detection in Detections)
                foreach (var coordinator in new[] { false, true })
                    foreach (var blow in Enum.GetValues<Blow>())
                    {
                        var times = new List<RecoveryTimes>();
                        for (var repeat = 0; repeat < repeats; repeat++) times.Add(await new RecoveryTrial(data, detection, blow, coordinator).RunAsync());
                        Console.WriteLine($"| {detection} | {(coordinator ? "the coordinator's silo" : "the other silo")} | {blow} | {Median.Of(times, time => time.Restart):0.0} | {Median.Of(times, time => time.FirstStep):0.0} "
                            + $"| {times.Min(time => time.FirstStep):0.0} | {times.Max(time => time.FirstStep):0.0} | {Median.Of(times, time => time.LastEvent):0.00} | {Median.Of(times, time => time.LostSteps):0} |");
                    }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
