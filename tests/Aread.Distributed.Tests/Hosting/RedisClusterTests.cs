using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Distributed.Tests.Hosting;

public sealed class RedisClusterTests : ClusterTests, IAsyncDisposable
{
    private RedisServer? _server;

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_its_password()
    {
        var options = new ClusterOptions { Provider = ClusterProvider.Redis, ConnectionString = $"127.0.0.1:{FreePort.Find()},password=secret,connectTimeout=500" };
        var error = await Assert.ThrowsAsync<AreadException>(() => ClusterStore.CheckAsync(options, TestContext.Current.CancellationToken));
        Assert.StartsWith($"The Redis at {options.ConnectionString!.Split(',')[0]} cannot be used:", error.Message);
        Assert.DoesNotContain("secret", error.Message + ClusterStore.Describe(options) + options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    protected override async Task<ClusterOptions> OptionsAsync()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        _server = await RedisServer.StartAsync();
        return new ClusterOptions { Provider = ClusterProvider.Redis, ConnectionString = _server.ConnectionString, Address = "127.0.0.1" };
    }
}
