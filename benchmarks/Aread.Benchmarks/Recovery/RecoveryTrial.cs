using Aread.Benchmarks.Cluster;
using Aread.Benchmarks.Silos;
using Aread.Training;

namespace Aread.Benchmarks.Recovery;

/// <summary>A run on two new silos, one of which is lost; the other goes on alone.</summary>
internal sealed class RecoveryTrial(string data, int failureDetectionSeconds, Blow blow, bool coordinator)
{
    private const int BatchSize = 256, BatchesPerStep = 4, WarmUpBatches = 16, StepsBefore = 40;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromMinutes(5);

    /// <summary>Every step is an event, so that events tell when steps were made; there is a checkpoint after every tenth.</summary>
    private static AreadOptions Options
    {
        get
        {
            var options = ClusterProblem.Options(BatchSize, BatchesPerStep, WarmUpBatches, reportInterval: 1);
            return options with { Hemp = options.Hemp with { Enabled = false }, Training = options.Training with { CheckpointInterval = 10 } };
        }
    }

    public async Task<RecoveryTimes> RunAsync()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 2, new SiloOrder("", Lanes: 1, failureDetectionSeconds, HoldSeconds: 0));
        var request = cluster.NextRun(data, Options);
        var files = new RunFiles(Path.Combine(cluster.Runs, request.Run));
        await cluster.Engine.SubmitAsync(request, CancellationToken.None);
        await WaitAsync(files, events => events.OfType<StepsTaken>().Count() >= StepsBefore);

        var victim = cluster.Silos.First(silo => silo.Greeting.ProcessId == files.CoordinatorProcess() == coordinator);
        var at = DateTimeOffset.UtcNow;
        await (blow == Blow.Killed ? victim.KillAsync() : victim.FreezeAsync());
        var before = files.Events();
        var events = await WaitAsync(files, events => After(events, before).Count > 0);
        var (restart, first) = (events.Skip(before.Count).OfType<RunStarted>().Last(), After(events, before)[0]);
        return new RecoveryTimes(
            (at - before[^1].Time).TotalSeconds, (restart.Time - at).TotalSeconds, (first.Time - at).TotalSeconds, before[^1].Step - restart.Step);
    }

    /// <summary>Steps since the run went on.</summary>
    private static IReadOnlyList<StepsTaken> After(IReadOnlyList<RunEvent> events, IReadOnlyList<RunEvent> before) =>
        [.. events.Skip(before.Count).SkipWhile(happened => happened is not RunStarted).OfType<StepsTaken>()];

    private static async Task<IReadOnlyList<RunEvent>> WaitAsync(RunFiles files, Func<IReadOnlyList<RunEvent>, bool> enough)
    {
        for (var deadline = DateTimeOffset.UtcNow + Patience; DateTimeOffset.UtcNow < deadline; await Task.Delay(Look))
            if (files.Events() is var events && enough(events)) return events;
        throw new InvalidOperationException($"The run did not go on within {Patience.TotalMinutes:0} minutes.");
    }
}
