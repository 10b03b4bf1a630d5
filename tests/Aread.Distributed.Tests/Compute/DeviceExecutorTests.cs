using Aread.Distributed.Compute;

namespace Aread.Distributed.Tests.Compute;

public sealed class DeviceExecutorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_much_work_runs_at_once_as_there_are_lanes_and_no_more()
    {
        await using var executor = new DeviceExecutor(new ComputeOptions { Lanes = 3 });
        using var together = new Barrier(3);
        var (running, most) = (0, 0);
        var work = Enumerable.Range(0, 9).Select(_ => executor.RunAsync(_ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30)));
            Interlocked.Decrement(ref running);
            return Environment.CurrentManagedThreadId;
        }, Cancellation));

        var threads = await Task.WhenAll(work);

        Assert.Equal(3, most);
        Assert.Equal(3, threads.Distinct().Count());
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);
    }

    [Fact]
    public async Task What_waits_and_how_long_lanes_compute_can_be_seen()
    {
        await using var executor = new DeviceExecutor(new ComputeOptions { Lanes = 1 });
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var first = executor.RunAsync(_ =>
        {
            begun.Set();
            return go.Wait(TimeSpan.FromSeconds(30));
        }, Cancellation);
        Assert.True(begun.Wait(TimeSpan.FromSeconds(30), Cancellation));
        var second = executor.RunAsync(_ => true, Cancellation);
        Assert.Equal(1, executor.Waiting);
        Assert.True(Assert.Single(executor.Busy) > TimeSpan.Zero);
        go.Set();
        Assert.True(await first && await second);
        Assert.Equal(0, executor.Waiting);
        Assert.True(executor.Busy[0] > TimeSpan.Zero);
    }

    [Fact]
    public async Task Faults_reach_the_caller_and_the_lane_goes_on()
    {
        await using var executor = new DeviceExecutor(new ComputeOptions { Lanes = 1 });

        await Assert.ThrowsAsync<AreadException>(() => executor.RunAsync<int>(_ => throw new AreadException("no"), Cancellation));

        Assert.Equal(5, await executor.RunAsync(_ => 5, Cancellation));
    }

    [Fact]
    public async Task Cancelled_work_that_waits_never_runs()
    {
        await using var executor = new DeviceExecutor(new ComputeOptions { Lanes = 1 });
        using var cancel = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        var first = executor.RunAsync(_ => release.Wait(TimeSpan.FromSeconds(30)), Cancellation);
        var ran = false;
        var second = executor.RunAsync(_ => ran = true, cancel.Token);

        await cancel.CancelAsync();
        release.Set();

        Assert.True(await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(ran);
    }

    [Fact]
    public async Task Disposing_cancels_what_runs_and_what_waits()
    {
        var executor = new DeviceExecutor(new ComputeOptions { Lanes = 1 });
        var started = new TaskCompletionSource();
        var running = executor.RunAsync<int>(token =>
        {
            started.SetResult();
            token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            token.ThrowIfCancellationRequested();
            return 1;
        }, Cancellation);
        var waiting = executor.RunAsync(_ => 2, Cancellation);
        await started.Task;

        await executor.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Admission_is_bounded_by_twice_the_lanes()
    {
        await using var executor = new DeviceExecutor(new ComputeOptions { Lanes = 1 });
        var first = await executor.AdmitAsync(Cancellation);
        using var second = await executor.AdmitAsync(Cancellation);
        var third = executor.AdmitAsync(Cancellation);
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        using var admitted = await third;
        Assert.False(executor.AdmitAsync(Cancellation).IsCompleted);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; seen < value; seen = target)
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
    }
}
