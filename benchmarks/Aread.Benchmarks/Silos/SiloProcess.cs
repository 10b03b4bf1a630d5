using System.Diagnostics;

namespace Aread.Benchmarks.Silos;

/// <summary>A <see cref="BenchmarkSilo"/> in a process of its own.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SiloProcess(Process process, SiloGreeting greeting) => (_process, Greeting) = (process, greeting);

    public SiloGreeting Greeting { get; }

    public static async Task<SiloProcess> StartAsync(SiloOrder order)
    {
        string[] arguments = [typeof(SiloProcess).Assembly.Location, "silo", AreadJson.Write(order)];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A silo did not start.");
        return new SiloProcess(process, AreadJson.Read<SiloGreeting>(line));
    }

    public async Task<SiloReading> ReadAsync(bool collect = false)
    {
        await _process.StandardInput.WriteLineAsync(collect ? BenchmarkSilo.Collect : "");
        await _process.StandardInput.FlushAsync();
        return AreadJson.Read<SiloReading>(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A silo ended."));
    }

    /// <summary>As a power failure would end it, but that its connections are closed by the system.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>From now on it says nothing, and its connections stay open: as others see a machine that lost power.</summary>
    public async Task FreezeAsync()
    {
        using var stop = Process.Start("kill", ["-STOP", $"{_process.Id}"]);
        await stop.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
