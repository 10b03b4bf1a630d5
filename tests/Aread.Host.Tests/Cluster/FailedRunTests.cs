using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Host.Tests.Cluster;

/// <summary>What is wrong with a run reaches the one who asked for it, from any silo, at once.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class FailedRunTests
{
    [Fact]
    public async Task A_run_that_cannot_be_trained_says_why_and_the_cluster_goes_on()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster);
        await using var first = await cluster.StartSiloAsync();
        await using var second = await cluster.StartSiloAsync();

        // Adam without memory of squares makes huge steps where a gradient is zero.
        await FailsAsync(runs, "diverges", "Training diverged: the loss of step", "(domain 'd", "--set", "Training:Beta2=0", "--set", "Training:Epsilon=1e-16", "--set", "Training:LearningRate=1");
        var ended = await FailsAsync(runs, "diverges", "exists already", "--resume");
        Assert.DoesNotContain("   at ", ended.Errors);

        Directory.Move(cluster.Directory["data"], cluster.Directory["elsewhere"]);
        await FailsAsync(runs, "blind", cluster.Directory["data"], "dataset.json");
        Directory.Move(cluster.Directory["elsewhere"], cluster.Directory["data"]);

        await FailsAsync(runs, "fast", "none of the cluster's 2 silos has that role", "aread silo --role gpu", "--set", "Torch:Device=cuda");
        await FailsAsync(runs, "threads", "computes with 2 threads a lane", "Compute:ThreadsPerLane", "--set", "Compute:ThreadsPerLane=2");

        await using var third = await cluster.StartSiloAsync("--role", "gpu", "--set", "Torch:Device=cpu");
        await runs.TrainAsync("fast", "--overwrite", "--set", "Torch:Device=cuda", "--set", "Training:MaximumEpochs=1");
        Assert.Equal(ExitCode.Done, (await first.StopAsync()).Code);
        Assert.Equal(ExitCode.Done, (await second.StopAsync()).Code);
    }

    private static async Task<ProgramRun> FailsAsync(SmallRuns runs, string run, string message, string remedy, params string[] arguments)
    {
        var ended = await runs.FollowAsync(run, arguments);
        Assert.True(ended.Code == ExitCode.UserError, $"{ended.Code}: {ended.Errors}");
        Assert.Contains(message, ended.Errors);
        Assert.Contains(remedy, ended.Errors);
        return ended;
    }
}
