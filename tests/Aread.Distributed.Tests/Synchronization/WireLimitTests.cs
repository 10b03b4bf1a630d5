using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Distributed.Synchronization;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Synchronization;

public sealed class WireLimitTests(WireCluster cluster) : IClassFixture<WireCluster>
{
    private const int EmbeddingSize = 1024;

    /// <summary>Two items a sample, so that a batch has more rows than a message holds.</summary>
    private const int Samples = 800;

    private const int Items = 5000;

    [Fact]
    public async Task No_message_of_a_run_is_over_the_limit_whatever_the_model_and_the_batch()
    {
        var stop = TestContext.Current.CancellationToken;
        await SmallDataset.CreateAsync(cluster.Directory["data"], Items, [Samples, Samples]);
        var coordinator = cluster.Client.GetGrain<ICoordinatorGrain>("wide");
        var first = await coordinator.StartAsync(new RunRequest(cluster.Directory["runs"], cluster.Directory["data"], AreadJson.Write(Wide())), StartMode.New);
        var events = await new RunFollower(cluster.Client, "wide", TimeSpan.Zero, TimeProvider.System).FollowAsync(first, stop).ToListAsync(stop);

        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>(events[^1]).Outcome);
        Assert.DoesNotContain(events, happened => happened is RunRecovering);
        var largest = cluster.Messages.GroupBy(message => message.Name).ToDictionary(of => of.Key, of => of.Max(message => message.Bytes));
        Assert.All(largest, message => Assert.InRange(message.Value, 0, WireCluster.LargestMessage));

        // These were cut, or they would have been larger.
        foreach (var cut in new[] { ".ReadParcelAsync reply", ".GatherAsync reply", ".StageAsync" })
            Assert.InRange(largest.Single(message => message.Key.EndsWith(cut, StringComparison.Ordinal)).Value, WireLimit.Bytes - 8 * EmbeddingSize, WireCluster.LargestMessage);
    }

    private static AreadOptions Wide()
    {
        var small = SmallOptions.Create();
        return small with
        {
            Hei = small.Hei with { EmbeddingSize = EmbeddingSize, BottomExperts = 2, BottomWidths = [128, 4] },
            Hemp = small.Hemp with { InitialCandidates = 2, TrialSteps = 1, ScoringBatches = 1 },
            Training = small.Training with { BatchSize = Samples, WarmUpBatches = 2, MaximumEpochs = 1, EmbeddingShards = 1, BatchesPerStep = 2 },
        };
    }
}
