using Aread.Distributed.Runs;
using Aread.Host.Api;
using Aread.Host.Tests.Web;
using Aread.Host.Web;
using Aread.Training;

namespace Aread.Host.Tests.Api;

public sealed class HistoryCacheTests
{
    [Fact]
    public async Task A_history_is_read_again_when_its_file_was_written()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        using var run = RunDirectory.Open(server.Directory["runs"], "first");
        var cache = new HistoryCache();
        var read = cache.Of(run);
        Assert.Same(read, cache.Of(run));

        var file = server.Directory["runs/first/events.jsonl"];
        await File.AppendAllTextAsync(file, $"{(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))[^1]}\n", TestContext.Current.CancellationToken);
        Assert.Equal(read.Count + 1, cache.Of(run).Count);
    }

    [Fact]
    public async Task The_summary_of_a_run_that_has_ended_is_made_again_when_its_files_were_written()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var runs = new RunCatalog(new RootDirectory(server.Directory["runs"], "run"));
        var listed = runs.List().Single();
        Assert.Same(listed, runs.List().Single());

        using (var run = RunDirectory.Resume(server.Directory["runs"], "first")) run.AppendEvent(new RunEnded(RunOutcome.Failed, "the disk is full"));
        var changed = runs.List().Single();
        Assert.Equal((RunState.Failed, "the disk is full"), (changed.State, changed.Reason));
    }

    [Fact]
    public async Task The_latest_are_kept_as_far_as_there_is_room()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var name in new[] { "a", "b", "c" }) await server.AddRunAsync(name);
        using var a = RunDirectory.Open(server.Directory["runs"], "a");
        using var b = RunDirectory.Open(server.Directory["runs"], "b");
        using var c = RunDirectory.Open(server.Directory["runs"], "c");
        var cache = new HistoryCache(a.EventsMark.Bytes + b.EventsMark.Bytes + 10);
        var (first, second) = (cache.Of(a), cache.Of(b));
        Assert.Same(first, cache.Of(a));
        cache.Of(c);
        Assert.Same(first, cache.Of(a));
        Assert.NotSame(second, cache.Of(b));

        var none = new HistoryCache(mostBytes: 1);
        Assert.NotSame(none.Of(a), none.Of(a));
    }
}
