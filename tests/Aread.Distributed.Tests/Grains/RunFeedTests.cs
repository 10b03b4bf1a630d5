using Aread.Distributed.Grains;

namespace Aread.Distributed.Tests.Grains;

public sealed class RunFeedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_who_has_heard_more_than_is_left_hears_of_the_end()
    {
        var feed = new RunFeed();
        feed.Begin(["the end"]);
        feed.End(null);

        var batch = await feed.ReadAsync(500, Token);

        Assert.Equal(["the end"], batch.Events);
        Assert.True(batch.Ended);
    }

    [Fact]
    public async Task Before_a_run_there_is_nothing_to_wait_for()
    {
        var batch = await new RunFeed().ReadAsync(3, Token);
        Assert.True(batch.IsVacant);
        Assert.False(batch.Ended);
        Assert.Equal(3, batch.Next);
    }
}
