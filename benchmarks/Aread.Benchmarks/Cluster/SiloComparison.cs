using Aread.Benchmarks.Silos;
using Aread.Data;
using Aread.Data.Synthesis;
using Aread.Tensors;
using Aread.Training;

namespace Aread.Benchmarks.Cluster;

/// <summary>The same training on one silo and on two, in turns: times, where they go, and what travels.</summary>
internal static class SiloComparison
{
    private const int BatchSize = 1024, WarmUpBatches = 32, TimedBatches = 96;

    /// <summary>How long to wait, before each run, until other processes leave the machine alone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly int[] BatchesPerStep = [1, 4, 8];

    /// <param name="inputs">Where the numbers go that <see cref="Scale.ScaleModel"/> computes with.</param>
    public static async Task RunAsync(int turns, string inputs)
    {
        var data = Directory.CreateTempSubdirectory("aread-benchmark-").FullName;
        var clusters = new List<LocalCluster>();
        try
        {
            await Synthesizer.RunAsync(ClusterProblem.Data(domains: 25, samples: 400_000), data, overwrite: true);
            foreach (var shape in ClusterShape.Compared) clusters.Add(await LocalCluster.StartAsync(shape.Silos, new SiloOrder("", shape.Lanes)));
            foreach (var cluster in clusters) await TrainAsync(cluster, data, BatchesPerStep[^1]);
            var turnsDone = new List<ComparisonTurn>();
            for (var turn = 1; turn <= turns; turn++)
                foreach (var batches in BatchesPerStep)
                {
                    var runs = new List<ClusterRun>();
                    foreach (var cluster in clusters)
                    {
                        await MachineUse.WaitForQuietAsync(Patience);
                        runs.Add(await TrainAsync(cluster, data, batches));
                    }
                    turnsDone.Add(new ComparisonTurn(batches, runs));
                    Console.WriteLine($"turn {turn}, G = {batches}: {string.Join(", ", runs.Select(run =>
                        $"{1000 * run.StepSeconds:0} ms/step (others {run.Timed.Others:0.00}), round {run.RoundSeconds:0.0} s (others {run.Round.Others:0.00})"))}");
                }
            var context = RunContext.Create(Dataset.Open(data), Options(BatchesPerStep[^1]), TorchRuntime.Load(new TorchOptions()));
            await new ComparisonReport(context, turnsDone, CoordinatorWork.Measure(context)).PrintAsync(inputs);
        }
        finally
        {
            foreach (var cluster in clusters) await cluster.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static AreadOptions Options(int batchesPerStep) =>
        ClusterProblem.Options(BatchSize, batchesPerStep, WarmUpBatches, reportInterval: Math.Max(1, TimedBatches / batchesPerStep / 8));

    /// <summary>As many batches whatever the size of a step; a third more come before.</summary>
    private static Task<ClusterRun> TrainAsync(LocalCluster cluster, string data, int batchesPerStep) =>
        ClusterRun.ObserveAsync(cluster, cluster.NextRun(data, Options(batchesPerStep)), 4 * TimedBatches / 3 / batchesPerStep);
}
