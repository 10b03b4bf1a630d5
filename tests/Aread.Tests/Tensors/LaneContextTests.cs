using Aread.Tensors;

namespace Aread.Tests.Tensors;

public sealed class LaneContextTests
{
    [Fact]
    public void Work_goes_on_where_it_began()
    {
        var (before, thread) = (SynchronizationContext.Current, Environment.CurrentManagedThreadId);
        var threads = LaneContext.Run(async () =>
        {
            var seen = new List<int>();
            for (var i = 0; i < 3; i++)
            {
                await Task.Run(() => { }, TestContext.Current.CancellationToken);
                await Task.Yield();
                seen.Add(Environment.CurrentManagedThreadId);
            }
            return seen;
        });
        Assert.Equal([thread, thread, thread], threads);
        Assert.Same(before, SynchronizationContext.Current);
    }

    [Fact]
    public void What_fails_fails_as_it_is()
    {
        var failed = Assert.Throws<AreadException>(() => LaneContext.Run<int>(async () =>
        {
            await Task.Yield();
            throw new AreadException("Diverged.");
        }));
        Assert.Equal("Diverged.", failed.Message);
        Assert.Throws<OperationCanceledException>(() => LaneContext.Run<int>(async () =>
        {
            await Task.Yield();
            throw new OperationCanceledException();
        }));
    }
}
