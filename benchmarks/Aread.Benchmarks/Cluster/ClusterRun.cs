using System.Diagnostics;
using Aread.Distributed.Hosting;
using Aread.Training;

namespace Aread.Benchmarks.Cluster;

/// <summary>What was measured of one training: a round of mask search, and the steps after it.</summary>
/// <param name="StartSeconds">From the request until the grains were placed and had opened the data.</param>
/// <param name="RoundSeconds">From the order to the last domain's mask.</param>
/// <param name="StepSeconds">Mean of the steps that were timed.</param>
/// <param name="Round">What the silos did in the round.</param>
/// <param name="Steps">What they did in the steps, the first ones included.</param>
/// <param name="Timed">What they did in the steps that were timed: those after the first.</param>
internal sealed record ClusterRun(string Run, double StartSeconds, double RoundSeconds, double StepSeconds, ClusterReading Round, ClusterReading Steps, ClusterReading Timed)
{
    /// <summary>Trains until so many masked steps are done, of which a quarter is not timed: in them caches fill and code is compiled.</summary>
    public static async Task<ClusterRun> ObserveAsync(LocalCluster cluster, TrainRequest request, int steps, bool collect = false)
    {
        ClusterReading? beforeRound = null, afterRound = null, beforeTimed = null, end = null;
        var (round, seconds, timed) = (0.0, 0.0, 0);
        Task<RunEnded>? stopping = null;
        var (first, clock, start) = (0L, Stopwatch.StartNew(), 0.0);
        await foreach (var happened in cluster.Engine.TrainAsync(request, CancellationToken.None))
            switch (happened)
            {
                case RunStarted:
                    start = clock.Elapsed.TotalSeconds;
                    break;
                case StepsTaken { Phase: RunPhase.WarmUp } warming when warming.EpochStep == warming.EpochSteps:
                    beforeRound = await cluster.ReadAsync();
                    break;
                case MaskFound { IsLast: true } found:
                    (round, first) = (found.Seconds, found.Step);
                    afterRound = await cluster.ReadAsync(collect);
                    break;
                case StepsTaken { Phase: RunPhase.MaskedTraining } taken when stopping is null:
                    if (taken.Step - first <= steps / 4) break;
                    if (beforeTimed is not null) (seconds, timed) = (seconds + taken.Seconds, timed + taken.Steps);
                    beforeTimed ??= await cluster.ReadAsync();
                    if (taken.Step - first < steps) break;
                    end = await cluster.ReadAsync();
                    stopping = cluster.Engine.StopAsync(request.Run, CancellationToken.None);
                    break;
            }
        if (stopping is null) throw new InvalidOperationException($"The run ended before {steps} steps.");
        await stopping;
        return new ClusterRun(request.Run, start, round, seconds / timed, afterRound!.Since(beforeRound!), end!.Since(afterRound), end.Since(beforeTimed!));
    }
}
