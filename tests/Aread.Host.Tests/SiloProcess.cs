using System.Diagnostics;
using System.Text.Json;
using Aread.Host.Commands;
using Aread.Testing;

namespace Aread.Host.Tests;

/// <summary><c>aread silo</c> in a process of its own, which has joined its cluster.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private SiloProcess(Process process, Task<string> errors, SiloReady ready)
    {
        _process = process;
        _errors = errors;
        Ready = ready;
    }

    public SiloReady Ready { get; }

    public int Id => _process.Id;

    public static async Task<SiloProcess> StartAsync(ProgramPlace place, string directory, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var process = ProgramProcess.Start(place, directory, variables, ["silo", "--json", "--lanes", "1", .. arguments]);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is null) throw new InvalidOperationException($"The silo did not start: {await errors}");
        return new SiloProcess(process, errors, JsonSerializer.Deserialize<SiloReady>(line, AreadJson.Compact)!);
    }

    /// <summary>As a power failure would end it.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end.</summary>
    /// <returns>Its exit code and log.</returns>
    public async Task<(int Code, string Log)> StopAsync()
    {
        await ServerProcess.SignalAsync(_process, "TERM");
        return await EndAsync();
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <inheritdoc cref="StopAsync"/>
    public async Task<(int Code, string Log)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _errors);
    }

    /// <summary>As a machine that hangs.</summary>
    public Task PauseAsync() => ServerProcess.SignalAsync(_process, "STOP");

    public Task ContinueAsync() => ServerProcess.SignalAsync(_process, "CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
