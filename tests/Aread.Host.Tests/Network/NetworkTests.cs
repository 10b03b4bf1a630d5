using Aread.Host.Tests.Cluster;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Network;

/// <summary>Hosts with addresses of their own, and what a network does to them.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class NetworkTests
{
    private const int Silos = 3;
    private const string Run = "spread";

    [Theory]
    [InlineData(null, 10_000, 1000)]
    [InlineData("1ms", 1000)]
    public async Task Over_three_hosts_a_run_ends_as_in_one_process(string? delay, params int[] megabits)
    {
        await using var cluster = await NetworkCluster.StartAsync(Silos, shape: new LinkShape(megabits[0], delay));
        var runs = await SmallRuns.CreateAsync(cluster.Setting, settings: ["Training:BatchesPerStep=2", "Training:MaximumEpochs=2"]);
        var alone = await runs.TrainAloneAsync("alone");
        foreach (var speed in megabits)
        {
            await cluster.Network.ShapeAsync(new LinkShape(speed, delay));
            Assert.Equal(alone, await cluster.TrainAsync(runs, $"{speed}"));
            for (var host = 0; host < Silos; host++) Assert.InRange(await cluster.Network.SentAsync(host), 10_000, long.MaxValue);
        }
        Assert.All(Enumerable.Range(0, Silos), host => Assert.StartsWith($"{PrivateNetwork.AddressOf(host)}:", cluster.SiloOf(host).Ready.Address));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_is_cut_off_is_done_without_and_harms_nothing_when_it_is_back(bool coordinator)
    {
        await using var cluster = await NetworkCluster.StartAsync(Silos);
        var runs = await SmallRuns.CreateAsync(cluster.Setting, settings: "Training:BatchesPerStep=2");
        var training = cluster.TrainAsync(runs, Run);
        await runs.UntilAsync(Run, happened => happened is StepsTaken { Step: >= 10 });
        var (host, writer) = (cluster.HostOf(Run, coordinator), RunWriter.ProcessOf(runs.Path, Run));
        await cluster.Network.CutAsync(host);

        // It goes on while the host is away.
        await Eventually.IsTrueAsync(() => Task.FromResult(training.IsCompleted || runs.EventsOf(Run).OfType<RunStarted>().Count() > 1), TestContext.Current.CancellationToken);
        Assert.Equal(coordinator, RunWriter.ProcessOf(runs.Path, Run) != writer);
        await cluster.Network.MendAsync(host);

        Assert.NotEqual(ExitCode.Done, (await cluster.SiloOf(host).EndAsync()).Code);
        Assert.Equal(await runs.TrainAloneAsync("alone"), await training);
    }

    [Fact]
    public async Task A_cut_that_is_shorter_than_failure_detection_costs_nothing()
    {
        await using var cluster = await NetworkCluster.StartAsync(Silos, detectionSeconds: 20);
        var runs = await SmallRuns.CreateAsync(cluster.Setting, settings: ["Training:BatchesPerStep=2", "Training:MaximumEpochs=2"]);
        var training = cluster.TrainAsync(runs, Run);
        foreach (var (step, coordinator) in new[] { (10, false), (24, true) })
        {
            await runs.UntilAsync(Run, happened => happened is StepsTaken && happened.Step >= step);
            var host = cluster.HostOf(Run, coordinator);
            await cluster.Network.CutAsync(host);

            // The time is the fault; there is nothing else to wait for.
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            await cluster.Network.MendAsync(host);
        }

        Assert.Equal(await runs.TrainAloneAsync("alone"), await training);
        Assert.DoesNotContain(runs.EventsOf(Run), happened => happened is RunRecovering);
        Assert.Single(runs.EventsOf(Run).OfType<RunStarted>());
    }
}
