using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Distributed.Tests.Hosting;

public sealed class LocalhostClusterTests : ClusterTests, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Several_can_make_the_file_at_once()
    {
        var options = await OptionsAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), async (_, stop) => await ClusterStore.CheckAsync(options, stop));
        Assert.Empty(await ClusterDirectory.ReadAsync(options, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.False(await ClusterStore.InitializeAsync(options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_place_that_cannot_hold_the_file_is_named()
    {
        var options = await OptionsAsync() with { Directory = _directory.Write("taken", "") };
        var error = await Assert.ThrowsAsync<AreadException>(() => ClusterStore.CheckAsync(options, TestContext.Current.CancellationToken));
        Assert.Contains($"The cluster's file {Path.Combine(options.Directory!, "cluster.sqlite")} cannot be used", error.Message);
        Assert.Contains("--set Cluster:Directory=DIR", error.Message);
    }

    [Fact]
    public async Task A_file_that_is_something_else_is_named()
    {
        _directory.Write("cluster.sqlite", "This is text, and more of it than the head of a database would be.");
        var error = await Assert.ThrowsAsync<AreadException>(async () => await ClusterStore.CheckAsync(await OptionsAsync(), TestContext.Current.CancellationToken));
        Assert.Contains("not a database", error.Message);
    }

    public void Dispose() => _directory.Dispose();

    protected override Task<ClusterOptions> OptionsAsync() => Task.FromResult(new ClusterOptions { Directory = _directory.Path });
}
