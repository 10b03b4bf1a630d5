using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Aread.Distributed.Tests.Grains;

public sealed class FleetWatchTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Three_signs_of_life_missing_in_a_row_are_a_loss()
    {
        var watch = Watch(() => new TaskCompletionSource().Task);
        await AdvanceAsync(3);
        Assert.False(watch.IsCompleted);
        await AdvanceUntilAsync(watch);
        await Assert.ThrowsAsync<GrainLostException>(() => watch);
    }

    [Fact]
    public async Task A_refusal_is_no_sign_of_life()
    {
        var watch = Watch(() => Task.FromException(new TimeoutException()));
        await AdvanceUntilAsync(watch);
        await Assert.ThrowsAsync<GrainLostException>(() => watch);
    }

    [Fact]
    public async Task Two_late_ones_are_none()
    {
        var asked = 0;
        var watch = Watch(() => ++asked % 3 == 0 ? Task.CompletedTask : new TaskCompletionSource().Task);
        await AdvanceAsync(20);
        Assert.False(watch.IsCompleted);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task A_process_that_stood_still_itself_blames_nobody()
    {
        var watch = Watch(() => Task.CompletedTask);
        _time.Advance(100 * Interval);
        await AdvanceAsync(1);
        Assert.False(watch.IsCompleted);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    private Task Watch(Func<Task> ping) => FleetWatch.WatchAsync(ping, Interval, _time, _stop.Token);

    private Task AdvanceUntilAsync(Task watch) => Eventually.IsTrueAsync(() =>
    {
        _time.Advance(Interval);
        return Task.FromResult(watch.IsCompleted);
    }, TestContext.Current.CancellationToken);

    private async Task AdvanceAsync(int intervals)
    {
        for (var i = 0; i < intervals; i++)
        {
            _time.Advance(Interval);
            // What the timer set free runs before the next interval.
            await Task.Yield();
        }
    }
}
