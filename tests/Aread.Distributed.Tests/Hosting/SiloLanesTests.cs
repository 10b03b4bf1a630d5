using System.Net;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Aread.Distributed.Tests.Hosting;

public sealed class SiloLanesTests : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly SiloLanes _lanes;
    private Func<IReadOnlyList<TrainingSilo>> _look = () => [];
    private int _looks;

    public SiloLanesTests() => _lanes = new SiloLanes((_, _) =>
    {
        Interlocked.Increment(ref _looks);
        return Task.FromResult(_look());
    }, Interval, (TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)), _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SiloAddress One { get; } = SiloAddress.New(IPAddress.Loopback, 1, 1);

    private static SiloAddress Two { get; } = SiloAddress.New(IPAddress.Loopback, 2, 1);

    public ValueTask DisposeAsync() => _lanes.DisposeAsync();

    [Fact]
    public async Task As_many_are_lent_as_there_are_lanes_and_evenly_over_the_silos()
    {
        Live((One, 2), (Two, 2));
        var lent = new List<SiloAddress>();
        for (var i = 0; i < 4; i++) lent.Add(await TakeAsync());
        Assert.Equal([One, Two, One, Two], lent);

        var (fifth, sixth) = (TakeAsync(), TakeAsync());
        Assert.False(fifth.IsCompleted);
        _lanes.Return(Two);
        Assert.Equal(Two, await fifth);
        Assert.False(sixth.IsCompleted);
        _lanes.Return(One);
        Assert.Equal(One, await sixth);
    }

    [Fact]
    public async Task If_looking_fails_nobody_waits()
    {
        _look = () => throw new InvalidOperationException("No store.");
        var failed = await Assert.ThrowsAsync<AreadException>(() => TakeAsync());
        Assert.Contains("No store.", failed.Message);
    }

    [Fact]
    public async Task Who_no_longer_waits_takes_no_lane()
    {
        Live((One, 1));
        await TakeAsync();
        using var leaving = new CancellationTokenSource();
        var (left, waiting) = (_lanes.TakeAsync(leaving.Token), TakeAsync());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _lanes.Return(One);
        Assert.Equal(One, await waiting);
    }

    [Fact]
    public async Task A_silo_that_joins_is_used_and_one_under_suspicion_only_when_it_is_seen_again()
    {
        Live((One, 1));
        await TakeAsync();
        var waiting = TakeAsync();
        _lanes.Suspect(One);
        _lanes.Return(One);
        Assert.False(waiting.IsCompleted);
        Live((Two, 1));
        await LookAgainAsync();
        Assert.Equal(Two, await waiting);

        var next = TakeAsync();
        Live((One, 1), (Two, 1));
        await LookAgainAsync();
        Assert.Equal(One, await next);
    }

    [Fact]
    public async Task Where_every_silo_has_refused_the_reasons_are_told()
    {
        Live((One, 1), (Two, 1));
        await TakeAsync();
        await TakeAsync();
        var waiting = TakeAsync();
        _lanes.Refuse(One, "One sees no data.");
        Assert.False(waiting.IsCompleted);
        _lanes.Refuse(Two, "Two sees no data.");
        var fault = await Assert.ThrowsAsync<AreadException>(() => waiting);
        Assert.Contains("One sees no data. Two sees no data.", fault.Message);
        await Assert.ThrowsAsync<AreadException>(TakeAsync);
    }

    [Fact]
    public async Task Silos_that_are_not_found_are_looked_for_for_some_time()
    {
        _look = () => throw new TimeoutException("Nobody answers.");
        var waiting = TakeAsync();
        await TimeGoesOnUntilAsync(waiting);
        Assert.Contains("Nobody answers.", (await Assert.ThrowsAsync<AreadException>(() => waiting)).Message);
    }

    [Fact]
    public async Task Where_none_of_many_looks_finds_a_silo_it_is_told_too()
    {
        var waiting = TakeAsync();
        await TimeGoesOnUntilAsync(waiting);
        await Assert.ThrowsAsync<AreadException>(() => waiting);
    }

    private Task<SiloAddress> TakeAsync() => _lanes.TakeAsync(Token);

    private void Live(params (SiloAddress Silo, int Lanes)[] silos) => _look = () => [.. silos.Select(silo => new TrainingSilo(silo.Silo, silo.Lanes, []))];

    private Task TimeGoesOnUntilAsync(Task ended) => Testing.Eventually.IsTrueAsync(() =>
    {
        _time.Advance(Interval);
        return Task.FromResult(ended.IsCompleted);
    }, Token);

    /// <summary>The next look has been made when this ends.</summary>
    private async Task LookAgainAsync()
    {
        var before = Volatile.Read(ref _looks);
        await Testing.Eventually.IsTrueAsync(() =>
        {
            if (Volatile.Read(ref _looks) == before) _time.Advance(Interval);
            return Task.FromResult(Volatile.Read(ref _looks) > before);
        }, Token);
    }
}
