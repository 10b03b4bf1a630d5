using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Tests.Synchronization;

/// <summary>What travels between two silos.</summary>
public sealed class WireTests(WireCluster cluster) : IClassFixture<WireCluster>
{
    private const int Small = 1000;
    private const int Large = 5 * WireLimit.Bytes / sizeof(float);

    [Fact]
    public async Task Between_silos_a_small_parcel_travels_whole()
    {
        var (one, other) = await cluster.PairAsync(apart: true);
        Assert.Equal(new WireReceipt(IsWhole: true, IsSame: false, IsIntact: true, IsGone: false), await one.ReceiveAsync(other, Small));
    }

    [Fact]
    public async Task Between_silos_a_large_parcel_is_fetched_in_pieces()
    {
        var (one, other) = await cluster.PairAsync(apart: true);
        Assert.Equal(new WireReceipt(IsWhole: false, IsSame: false, IsIntact: true, IsGone: true), await one.ReceiveAsync(other, Large));
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task Inside_a_silo_a_parcel_is_handed_on_by_reference(int count)
    {
        var (one, other) = await cluster.PairAsync(apart: false);
        Assert.Equal(new WireReceipt(IsWhole: count == Small, IsSame: true, IsIntact: true, IsGone: count == Large), await one.ReceiveAsync(other, count));
    }

    [Theory]
    [InlineData(typeof(AreadException))]
    [InlineData(typeof(NoSiloException))]
    [InlineData(typeof(GrainLostException))]
    public async Task Our_exceptions_keep_type_and_message(Type type)
    {
        var (one, _) = await cluster.PairAsync(apart: true);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => one.ThrowAsync(type.FullName!, "Mend it."));
        Assert.Equal((type, "Mend it."), (error.GetType(), error.Message));
        Assert.Contains(nameof(WireGrain), error.StackTrace);
    }

    [Fact]
    public async Task An_order_of_a_newer_version_is_refused()
    {
        var coordinator = cluster.Client.GetGrain<ICoordinatorGrain>("newer");
        var order = new RunRequest("runs", "data", "{}") { Version = WireRecord.CurrentVersion + 1 };
        var error = await Assert.ThrowsAsync<AreadException>(() => coordinator.EvaluateAsync(order, Split.Test, TestContext.Current.CancellationToken));
        Assert.Equal("A RunRequest of version 2 came to a program that knows 1. Bring all silos and clients to the same version of the program.", error.Message);
    }

    [Fact]
    public async Task A_reply_of_a_newer_version_is_refused_by_silo_and_client()
    {
        var (one, other) = await cluster.PairAsync(apart: true);
        Assert.Equal("run", (await one.PassAsync(other, WireRecord.CurrentVersion)).Run);
        foreach (var asking in new[] { () => one.PassAsync(other, 2), () => one.ReplyAsync(2) })
            Assert.StartsWith("A RunStatus of version 2 came to a program that knows 1.", (await Assert.ThrowsAsync<AreadException>(asking)).Message);
    }
}
