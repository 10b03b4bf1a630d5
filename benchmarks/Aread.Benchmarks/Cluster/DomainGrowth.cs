using Aread.Benchmarks.Silos;
using Aread.Data.Synthesis;
using Aread.Distributed.Contracts;

namespace Aread.Benchmarks.Cluster;

/// <summary>What domains cost: the same samples in 25, 100 and 400 of them, on two silos, in turns.</summary>
internal static class DomainGrowth
{
    private const int Samples = 240_000, BatchSize = 256, BatchesPerStep = 8, WarmUpBatches = 32, Steps = 48;

    private static readonly int[] Domains = [25, 100, 400];

    public static async Task RunAsync(int turns)
    {
        var data = Directory.CreateTempSubdirectory("aread-benchmark-").FullName;
        var clusters = new List<LocalCluster>();
        try
        {
            foreach (var domains in Domains)
            {
                await Synthesizer.RunAsync(ClusterProblem.Data(domains, Samples), Data(domains));
                clusters.Add(await LocalCluster.StartAsync(silos: 2, new SiloOrder("")));
                await TrainAsync(clusters[^1], domains);
            }
            var runs = Domains.ToDictionary(domains => domains, _ => new List<(ClusterRun Run, double Heap)>());
            for (var turn = 1; turn <= turns; turn++)
                foreach (var (domains, cluster) in Domains.Zip(clusters))
                {
                    await MachineUse.WaitForQuietAsync(SiloComparison.Patience);
                    var before = Heap(await cluster.ReadAsync(collect: true));
                    var run = await TrainAsync(cluster, domains);
                    runs[domains].Add((run, Heap(run.Round) - before));
                    Console.WriteLine($"turn {turn}, {domains} domains: round {run.RoundSeconds:0.0} s (others {run.Round.Others:0.00}), {1000 * run.StepSeconds:0} ms/step (others {run.Timed.Others:0.00})");
                }
            Print(runs);
        }
        finally
        {
            foreach (var cluster in clusters) await cluster.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }

        string Data(int domains) => Path.Combine(data, $"{domains}");

        Task<ClusterRun> TrainAsync(LocalCluster cluster, int domains) => ClusterRun.ObserveAsync(
            cluster, cluster.NextRun(Data(domains), ClusterProblem.Options(BatchSize, BatchesPerStep, WarmUpBatches, reportInterval: 4)), Steps, collect: true);
    }

    private static double Heap(ClusterReading reading) => reading.Silos.Sum(silo => silo.HeapBytes) / 1048576.0;

    private static void Print(Dictionary<int, List<(ClusterRun Run, double Heap)>> runs)
    {
        Console.WriteLine("\n| domains | round, s | per domain, ms | lanes busy in it | step, ms | coordinator alone in it | begin the run, s | checkpoint, s | managed memory of the run, MiB |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (domains, done) in runs)
        {
            double Of(Func<ClusterRun, double> value) => Median.Of(done, run => value(run.Run));
            Console.WriteLine($"| {domains} | {Of(run => run.RoundSeconds):0.00} | {Of(run => 1000 * run.RoundSeconds / domains):0} | {Of(run => run.Round.Silos.Sum(silo => silo.Lanes.Seconds) / (2 * run.RoundSeconds)):P0} "
                + $"| {Of(run => 1000 * run.StepSeconds):0} | {Of(run => (run.Timed.Steps.Combine + run.Timed.Steps.Apply) / run.Timed.Steps.Seconds):P0} | {Of(run => run.StartSeconds):0.00} "
                + $"| {Of(run => run.Round.Silos.Sum(silo => silo.CallSeconds($"domain.{nameof(IDomainGrain.WriteSnapshotAsync)}"))):0.00} | {Median.Of(done, run => run.Heap):0.0} |");
        }
        var (few, many) = (Domains[0], Domains[^1]);
        Console.WriteLine($"\nManaged memory per further domain: {1024 * (Median.Of(runs[many], run => run.Heap) - Median.Of(runs[few], run => run.Heap)) / (many - few):0} KiB");
    }
}
