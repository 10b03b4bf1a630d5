using System.Diagnostics;

namespace Aread.Testing;

/// <summary>A Redis of the test's own, empty, on a free port.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private readonly TemporaryDirectory _directory;
    private readonly string[] _command;
    private Process _process;

    private RedisServer(TemporaryDirectory directory, string[] command, Process process, string connectionString)
    {
        _directory = directory;
        _command = command;
        _process = process;
        ConnectionString = connectionString;
    }

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Why a test is skipped.</summary>
    public static string Missing => $"There is no {Program}: install the Debian package redis-server.";

    public string ConnectionString { get; }

    public static Task<RedisServer> StartAsync() => StartAsync("127.0.0.1");

    /// <param name="address">Where it listens.</param>
    /// <param name="launcher">A command before its own, such as one that enters a namespace.</param>
    public static async Task<RedisServer> StartAsync(string address, params string[] launcher)
    {
        var directory = new TemporaryDirectory();
        var port = FreePort.Find();
        string[] command =
        [
            .. launcher, Program, "--port", $"{port}", "--bind", address, "--protected-mode", "no",
            "--save", "", "--appendonly", "yes", "--appendfsync", "no", "--dir", directory.Path,
        ];
        return new RedisServer(directory, command, await StartAsync(command), $"{address}:{port}");
    }

    /// <summary>As a network that is away.</summary>
    public Task PauseAsync() => ServerProcess.SignalAsync(_process, "STOP");

    public Task ContinueAsync() => ServerProcess.SignalAsync(_process, "CONT");

    /// <summary>It is killed and comes back with what it held.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        _process = await StartAsync(_command);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Dispose();
    }

    private static Task<Process> StartAsync(string[] command) => ServerProcess.StartAsync("Ready to accept connections", command[0], command[1..]);

    private async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
