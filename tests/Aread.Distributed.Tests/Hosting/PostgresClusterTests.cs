using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Distributed.Tests.Hosting;

public sealed class PostgresClusterTests(PostgresFixture postgres) : ClusterTests, IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task The_tables_can_be_made_again_and_by_several_at_once()
    {
        var stop = TestContext.Current.CancellationToken;
        var options = await EmptyAsync("again");
        var error = await Assert.ThrowsAsync<AreadException>(() => ClusterStore.CheckAsync(options, stop));
        Assert.Contains("Run 'aread cluster init'", error.Message);
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClusterStore.InitializeAsync(options, stop)));
        Assert.All(made, Assert.True);
        Assert.True(await ClusterStore.InitializeAsync(options, stop));
        await ClusterStore.CheckAsync(options, stop);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_its_password()
    {
        var port = FreePort.Find();
        var options = new ClusterOptions { Provider = ClusterProvider.PostgreSQL, ConnectionString = $"Host=127.0.0.1;Port={port};Database=aread;Username=aread;Password=secret" };
        var error = await Assert.ThrowsAsync<AreadException>(() => ClusterStore.CheckAsync(options, TestContext.Current.CancellationToken));
        Assert.StartsWith($"The PostgreSQL at 127.0.0.1:{port}, database 'aread' cannot be used:", error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named()
    {
        var options = await EmptyAsync("there");
        options = options with { ConnectionString = options.ConnectionString!.Replace("there", "nowhere", StringComparison.Ordinal) };
        var error = await Assert.ThrowsAsync<AreadException>(() => ClusterStore.InitializeAsync(options, TestContext.Current.CancellationToken));
        Assert.Contains("\"nowhere\" does not exist", error.Message);
    }

    protected override async Task<ClusterOptions> OptionsAsync()
    {
        var options = await EmptyAsync($"cluster_{TestContext.Current.TestMethod!.MethodName.GetHashCode(StringComparison.Ordinal):x8}");
        await ClusterStore.InitializeAsync(options, TestContext.Current.CancellationToken);
        return options;
    }

    private async Task<ClusterOptions> EmptyAsync(string database)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, PostgresServer.Missing);
        return new ClusterOptions
        {
            Provider = ClusterProvider.PostgreSQL,
            ConnectionString = await postgres.Server!.CreateDatabaseAsync(database),
            Address = "127.0.0.1",
        };
    }
}
