using System.Diagnostics;

namespace Aread.Testing;

/// <summary>A Redis of the test's own, empty, on a free port.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private readonly TemporaryDirectory _directory;
    private readonly int _port;
    private Process _process;

    private RedisServer(TemporaryDirectory directory, Process process, int port)
    {
        _directory = directory;
        _process = process;
        _port = port;
        ConnectionString = $"127.0.0.1:{port}";
    }

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Why a test is skipped.</summary>
    public static string Missing => $"There is no {Program}: install the Debian package redis-server.";

    public string ConnectionString { get; }

    public static async Task<RedisServer> StartAsync()
    {
        var directory = new TemporaryDirectory();
        var port = FreePort.Find();
        return new RedisServer(directory, await StartAsync(directory, port), port);
    }

    /// <summary>As a network that is away.</summary>
    public Task PauseAsync() => ServerProcess.SignalAsync(_process, "STOP");

    public Task ContinueAsync() => ServerProcess.SignalAsync(_process, "CONT");

    /// <summary>It is killed and comes back with what it held.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        _process = await StartAsync(_directory, _port);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Dispose();
    }

    private static Task<Process> StartAsync(TemporaryDirectory directory, int port) => ServerProcess.StartAsync(
        "Ready to accept connections", Program,
        "--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--appendfsync", "no", "--dir", directory.Path);

    private async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
