using System.Text.Json;
using Aread.Distributed.Hosting;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Cluster;

/// <summary>The committed checkpoint has the same SHA-256 wherever, and however often interrupted, a run is trained.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class HashLawTests
{
    [Theory]
    [InlineData(ClusterProvider.Localhost, 60, 1, 1)]
    [InlineData(ClusterProvider.Redis, 40_000, 3, 4)]
    [InlineData(ClusterProvider.PostgreSQL, 40_000, 3, 1)]
    public async Task On_one_silo_two_or_four_a_run_ends_as_in_one_process(ClusterProvider provider, int items, int shards, int batchesPerStep)
    {
        await using var cluster = await ClusterSetting.StartAsync(provider);
        var runs = await SmallRuns.CreateAsync(cluster, items, $"Training:BatchesPerStep={batchesPerStep}", "Training:MaximumEpochs=2");
        var alone = await runs.TrainAloneAsync("alone");
        await cluster.RunAsync("cluster", "init");

        await using var first = await cluster.StartSiloAsync();
        Assert.Equal(alone, await runs.TrainAsync("on-one", "--set", $"Training:EmbeddingShards={shards}"));
        await using var second = await cluster.StartSiloAsync();
        Assert.Equal(alone, await runs.TrainAsync("on-two"));
        await using var third = await cluster.StartSiloAsync();
        await using var fourth = await cluster.StartSiloAsync();
        Assert.Equal(alone, await runs.TrainAsync("on-four", "--set", $"Training:EmbeddingShards={shards}"));
    }

    [Fact]
    public async Task A_run_that_is_stopped_goes_on_with_fewer_silos_in_another_cluster_and_in_one_process()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Redis);
        var runs = await SmallRuns.CreateAsync(cluster, settings: "Training:BatchesPerStep=2");
        var alone = await runs.TrainAloneAsync("alone");
        await using var first = await cluster.StartSiloAsync();
        await using var second = await cluster.StartSiloAsync();

        Assert.Equal(ExitCode.Done, (await cluster.RunAsync([.. runs.Arguments("moved"), "--connect", "--detach"])).Code);
        await StopAtAsync(cluster, runs, 8);
        Assert.Equal(ExitCode.Done, (await second.StopAsync()).Code);
        Assert.Equal(ExitCode.Done, (await cluster.RunAsync("runs", "resume", "moved")).Code);
        await StopAtAsync(cluster, runs, 16);

        await using (var other = await ClusterSetting.StartAsync(ClusterProvider.Localhost))
        {
            await using var third = await other.StartSiloAsync();
            Assert.Equal(ExitCode.Done, (await other.RunAsync("train", "--runs", runs.Path, "--run", "moved", "--resume", "--connect", "--detach")).Code);
            await StopAtAsync(other, runs, 24);
        }

        Assert.Equal(alone, await runs.ResumeAloneAsync("moved"));
    }

    [Fact]
    public async Task A_client_that_dies_does_not_take_the_run_along()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster);
        await using var silo = await cluster.StartSiloAsync();
        using (var client = runs.Start([.. runs.Arguments("left"), "--connect"]))
        {
            await runs.UntilAsync("left", happened => happened is StepsTaken);
            client.Kill();
            await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        await runs.UntilAsync("left", happened => happened is RunEnded);
        Assert.Equal(await runs.TrainAloneAsync("alone"), runs.HashesOf("left"));

        await Eventually.IsTrueAsync(async () => (await cluster.RunAsync("runs", "list", "--connect")).Output.Contains("finished", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        using var listed = JsonDocument.Parse((await cluster.RunAsync("runs", "list", "--connect", "--json")).Output);
        Assert.Equal(("left", "finished", runs.EventsOf("left")[^1].Step), (listed.RootElement[0].GetProperty("name").GetString(), listed.RootElement[0].GetProperty("state").GetString(), listed.RootElement[0].GetProperty("step").GetInt64()));
    }

    private static async Task StopAtAsync(ClusterSetting cluster, SmallRuns runs, long step)
    {
        await runs.UntilAsync("moved", happened => happened is StepsTaken && happened.Step >= step);
        var stop = await cluster.RunAsync("runs", "stop", "moved");
        Assert.True(stop.Code == ExitCode.Done, stop.Errors);
        Assert.Equal(RunOutcome.Stopped, Assert.IsType<RunEnded>(runs.EventsOf("moved")[^1]).Outcome);
    }
}
