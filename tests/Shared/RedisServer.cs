using System.Diagnostics;

namespace Aread.Testing;

/// <summary>A Redis of the test's own, empty, on a free port.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private readonly TemporaryDirectory _directory;
    private readonly Process _process;

    private RedisServer(TemporaryDirectory directory, Process process, int port)
    {
        _directory = directory;
        _process = process;
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
        var process = await ServerProcess.StartAsync(
            "Ready to accept connections", Program, "--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory.Path);
        return new RedisServer(directory, process, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Dispose();
    }
}
