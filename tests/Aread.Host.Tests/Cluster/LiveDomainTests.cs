using Aread.Distributed.Hosting;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Cluster;

/// <summary>Domains of runs that a cluster of two silos trains.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class LiveDomainTests
{
    [Fact]
    public async Task A_run_under_way_takes_a_domain_in_and_trains_it_to_the_end()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster, settings: ["Training:MaximumEpochs=40", "Training:Patience=40"]);
        var data = await NewDomain.CreateAsync(cluster.Directory["more"]);
        await using var first = await cluster.StartSiloAsync();
        await using var second = await cluster.StartSiloAsync();
        Assert.Equal(ExitCode.Done, (await cluster.RunAsync([.. runs.Arguments("live"), "--connect", "--detach"])).Code);
        await runs.UntilAsync("live", happened => happened is StepsTaken { Phase: RunPhase.MaskedTraining });

        var added = await cluster.RunAsync("domains", "add", NewDomain.Name, "--data", data, "--run", "live", "--connect");
        Assert.True(added.Code == ExitCode.Done, added.Errors);
        Assert.Contains("add 'new', to be searched and scored", added.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(runs.EventsOf("live"), happened => happened is RunEnded);
        var again = await cluster.RunAsync("domains", "add", NewDomain.Name, "--data", data, "--run", "live", "--connect");
        Assert.Equal(ExitCode.UserError, again.Code);
        Assert.Contains("There is a domain 'new' already", again.Errors, StringComparison.Ordinal);
        var paused = await cluster.RunAsync("domains", "pause", "d3", "--run", "live", "--connect");
        Assert.True(paused.Code == ExitCode.Done, paused.Errors);
        var removed = await cluster.RunAsync("domains", "remove", "d5", "--run", "live", "--connect");
        Assert.True(removed.Code == ExitCode.Done, removed.Errors);

        await runs.UntilAsync("live", happened => happened is RunEnded);
        var events = runs.EventsOf("live");
        Assert.Equal(RunOutcome.Finished, ((RunEnded)events[^1]).Outcome);
        var test = events.OfType<EpochEvaluated>().Last();
        Assert.Equal(["d0", "d1", "d2", "d3", "d4", "new"], test.Report.Domains.Select(domain => domain.Name));
        var list = await cluster.RunAsync("domains", "list", "--runs", runs.Path, "--run", "live");
        Assert.Matches(@"d3 +40 +10 +10 +paused", list.Output);
        Assert.Matches(@"new +33 +8 +8 +trained +\d+", list.Output);
    }

    [Fact]
    public async Task With_a_silo_killed_on_the_way_it_ends_as_in_one_process()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster, 40_000);
        var data = await NewDomain.CreateAsync(cluster.Directory["more"]);
        await using var first = await cluster.StartSiloAsync();
        await using var second = await cluster.StartSiloAsync();
        Assert.Equal(ExitCode.Done, (await cluster.RunAsync([.. runs.Arguments("live"), "--connect", "--detach", "--set", "Training:EmbeddingShards=3"])).Code);
        await runs.UntilAsync("live", happened => happened is StepsTaken { Phase: RunPhase.MaskedTraining });
        Assert.Equal(ExitCode.Done, (await cluster.RunAsync("runs", "stop", "live")).Code);
        runs.Copy("live", "alone");

        var added = await cluster.RunAsync("domains", "add", NewDomain.Name, "--data", data, "--run", "live", "--connect");
        Assert.True(added.Code == ExitCode.Done, added.Errors);
        await second.KillAsync();
        await runs.UntilAsync("live", happened => happened is RunEnded { Outcome: RunOutcome.Finished });

        var alone = await runs.AloneAsync("alone", "domains", "add", NewDomain.Name, "--data", data, "--runs", runs.Path, "--run", "alone");
        Assert.Equal(alone, runs.HashesOf("live"));
    }
}
