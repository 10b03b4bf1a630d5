using Aread.Distributed.Hosting;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Cluster;

/// <summary>A silo that was set up wrongly costs a cluster no run.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class UnfitSiloTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_that_computes_otherwise_is_left_out_with_the_reason()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster);
        var alone = await runs.TrainAloneAsync("alone");
        await using var fit = await cluster.StartSiloAsync();
        await using var unfit = await cluster.StartSiloAsync("--set", "Compute:ThreadsPerLane=2");

        Assert.Equal(alone, await runs.TrainAsync("first"));
        Assert.Equal(alone, await runs.TrainAsync("second"));

        Assert.All(["first", "second"], run => Assert.Contains(runs.EventsOf(run), happened => happened is RunRecovering recovering
            && recovering.Reason.Contains("computes with 1 threads a lane", StringComparison.Ordinal)
            && recovering.Reason.Contains($"goes on without S{unfit.Ready.Address}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_run_whose_data_are_away_when_its_silo_dies_goes_on_when_they_are_back()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster, settings: ["Training:MaximumEpochs=12", "Training:Patience=12"]);
        var alone = await runs.TrainAloneAsync("alone");
        var (log, other) = (cluster.Directory["0.clef"], cluster.Directory["1.clef"]);
        await using var first = await cluster.StartSiloAsync("--log", log);
        await using var second = await cluster.StartSiloAsync("--log", other);
        var following = runs.FollowAsync("run");
        await runs.UntilAsync("run", happened => happened is StepsTaken { Step: > 20 });
        var coordinating = RunWriter.ProcessOf(runs.Path, "run") == first.Id;
        await (coordinating ? first : second).KillAsync();
        Directory.Move(cluster.Directory["data"], cluster.Directory["elsewhere"]);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        await Eventually.IsTrueAsync(async () => (await ReadAsync(coordinating ? other : log)).Contains("could not be gone on with", StringComparison.Ordinal), limit.Token);
        Directory.Move(cluster.Directory["elsewhere"], cluster.Directory["data"]);

        Assert.Equal(alone, runs.EndedWell("run", await following));
    }

    private static async Task<string> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }
}
