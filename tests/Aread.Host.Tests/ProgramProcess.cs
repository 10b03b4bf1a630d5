using System.Diagnostics;

namespace Aread.Host.Tests;

/// <summary>The built program, run as a process of its own.</summary>
internal static class ProgramProcess
{
    public static Process Start(string workingDirectory, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        Start(ProgramPlace.Here, workingDirectory, variables, arguments);

    public static Process Start(ProgramPlace place, string workingDirectory, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        string[] command = [.. place.Launcher, "dotnet", Path.Combine(place.Folder, "aread.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<ProgramRun> EndAsync(Process process)
    {
        var stop = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new ProgramRun(process.ExitCode, await output, await errors);
    }
}
