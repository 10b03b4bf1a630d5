using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Aread.Benchmarks.Serving;

/// <summary><c>aread serve</c> in a process of its own.</summary>
internal sealed class ServingProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServingProcess(Process process, Uri address, TimeSpan start) => (_process, Address, Start) = (process, address, start);

    public Uri Address { get; }

    /// <summary>How long it took until it was ready.</summary>
    public TimeSpan Start { get; }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ServingProcess> StartAsync(string export)
    {
        var (clock, address) = (Stopwatch.StartNew(), $"127.0.0.1:{FreePort()}");
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "aread.dll"), "serve", "--export", export, "--http", address];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        if (!line.StartsWith("Ready", StringComparison.Ordinal)) throw new InvalidOperationException(line);
        return new ServingProcess(process, new Uri($"http://{address}"), clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
