using System.Diagnostics;

namespace Aread.Testing;

/// <summary>Programs that tests need around them.</summary>
internal static class ServerProcess
{
    /// <summary>Starts a server and waits for the line in which it says that it is ready.</summary>
    public static async Task<Process> StartAsync(string readyLine, string file, params IEnumerable<string> arguments)
    {
        var process = Process.Start(Redirected(file, arguments))!;
        var lines = new List<string>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, process.WaitForExitAsync());
        if (ready.Task.IsCompleted) return process;
        lock (lines) throw new InvalidOperationException($"{file} ended with {process.ExitCode}: {string.Join('\n', lines)}");

        void Take(string? line)
        {
            if (line is null) return;
            lock (lines) lines.Add(line);
            if (line.Contains(readyLine, StringComparison.Ordinal)) ready.TrySetResult();
        }
    }

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    public static Task RunAsync(string file, params IEnumerable<string> arguments) => ReadAsync(file, arguments);

    /// <inheritdoc cref="RunAsync"/>
    /// <returns>What it wrote.</returns>
    public static async Task<string> ReadAsync(string file, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Redirected(file, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{file} ended with {process.ExitCode}: {await output}{await errors}");
    }

    /// <param name="signal">Such as <c>STOP</c>.</param>
    public static Task SignalAsync(Process process, string signal) => RunAsync("kill", $"-{signal}", $"{process.Id}");

    private static ProcessStartInfo Redirected(string file, IEnumerable<string> arguments) =>
        new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
}
