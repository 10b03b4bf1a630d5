using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Host.Tests;

/// <summary>A store of the test's own and the environment in which the program finds it.</summary>
internal sealed class ClusterSetting : IAsyncDisposable
{
    private IAsyncDisposable? _server;

    private ClusterSetting(ClusterProvider provider)
    {
        Set(nameof(ClusterOptions.Provider), $"{provider}");
        Set(nameof(ClusterOptions.Directory), Directory["cluster"]);
        Set(nameof(ClusterOptions.FailureDetectionSeconds), "3");
    }

    public TemporaryDirectory Directory { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The server of a cluster in Redis.</summary>
    public RedisServer Redis => (RedisServer)_server!;

    /// <summary>Skips the test where the server is not installed.</summary>
    public static async Task<ClusterSetting> StartAsync(ClusterProvider provider)
    {
        Assert.SkipWhen(provider == ClusterProvider.Redis && !RedisServer.IsInstalled, RedisServer.Missing);
        Assert.SkipWhen(provider == ClusterProvider.PostgreSQL && !PostgresServer.IsInstalled, PostgresServer.Missing);
        var setting = new ClusterSetting(provider);
        if (provider == ClusterProvider.Redis)
        {
            var redis = await RedisServer.StartAsync();
            setting.Use(redis, redis.ConnectionString);
        }
        if (provider == ClusterProvider.PostgreSQL)
        {
            var postgres = await PostgresServer.StartAsync();
            setting.Use(postgres, await postgres.CreateDatabaseAsync("aread"));
        }
        return setting;
    }

    /// <summary>A cluster in a Redis that runs already, and ends with the setting.</summary>
    public static ClusterSetting Of(RedisServer redis)
    {
        var setting = new ClusterSetting(ClusterProvider.Redis);
        setting.Use(redis, redis.ConnectionString);
        return setting;
    }

    /// <summary>A silo on ports of its own.</summary>
    public Task<SiloProcess> StartSiloAsync(params string[] arguments) => StartSiloAsync(ProgramPlace.Here, arguments);

    /// <inheritdoc cref="StartSiloAsync(string[])"/>
    public Task<SiloProcess> StartSiloAsync(ProgramPlace place, params string[] arguments) => SiloProcess.StartAsync(
        place, Directory.Path, Variables, [.. arguments, "--set", "Cluster:Address=127.0.0.1", "--set", $"Cluster:SiloPort={FreePort.Find()}", "--set", $"Cluster:GatewayPort={FreePort.Find()}"]);

    /// <summary>The program in this process, with the cluster in its environment.</summary>
    public Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.Of(new ScriptedEngine(), new ProgramSetting { Variables = Variables }, TestContext.Current.CancellationToken, arguments);

    public void Set(string key, string value) => Variables[$"AREAD_{ClusterOptions.Section}__{key}"] = value;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Dispose();
    }

    private void Use(IAsyncDisposable server, string connectionString)
    {
        _server = server;
        Set(nameof(ClusterOptions.ConnectionString), connectionString);
    }
}
