using Aread.Distributed.Hosting;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Cluster;

/// <summary>A cluster goes over to the next version of the program while it trains.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class MixedClusterTests
{
    private const string Run = "upgraded";

    /// <summary>So many that the run is under way for several times as long as silos need to start: small steps are quick.</summary>
    private const int Epochs = 64;

    [Fact]
    public async Task Silos_are_exchanged_for_newer_ones_one_by_one_and_the_run_ends_as_if_nothing_had_happened()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var next = NextProgram.MakeIn(cluster.Directory["next"]);
        var runs = await SmallRuns.CreateAsync(cluster, settings: [$"Training:MaximumEpochs={Epochs}", $"Training:Patience={Epochs}"]);
        await using var first = await cluster.StartSiloAsync();
        await using var second = await cluster.StartSiloAsync();
        var training = runs.FollowAsync(Run);
        await TakesStepsAsync(runs);

        await StopAsync(first);
        await using var third = await cluster.StartSiloAsync(next);

        // The newer silo's calls are not for older grains, so the run comes to it. The older silo is there, and knows as much as it ever did.
        await Eventually.IsTrueAsync(() => Task.FromResult(training.IsCompleted || RunWriter.ProcessOf(runs.Path, Run) == third.Id), TestContext.Current.CancellationToken);
        Assert.False(training.IsCompleted, "The run ended before it came to the newer silo.");
        await TakesStepsAsync(runs);
        Assert.False(training.IsCompleted, "The run ended before all silos were exchanged.");

        await StopAsync(second);
        await using var fourth = await cluster.StartSiloAsync(next);
        Assert.Equal(runs.EndedWell(Run, await training), await runs.TrainAloneAsync("alone"));
    }

    /// <summary>Waits for some that were not taken before.</summary>
    private static Task TakesStepsAsync(SmallRuns runs)
    {
        var before = runs.EventsOf(Run).LastOrDefault()?.Step ?? 0;
        return runs.UntilAsync(Run, happened => happened is StepsTaken && happened.Step >= before + 5);
    }

    private static async Task StopAsync(SiloProcess silo)
    {
        var (code, log) = await silo.StopAsync();
        Assert.True(code == ExitCode.Done, log);
    }
}
