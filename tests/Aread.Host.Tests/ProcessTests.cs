using System.Diagnostics;
using Aread.Testing;

namespace Aread.Host.Tests;

public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Help_is_no_error()
    {
        var run = await RunAsync("--help");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("aread train --data", run.Output);
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task Nothing_asked_for_is_a_usage_error()
    {
        var run = await RunAsync();
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Empty(run.Output);
        Assert.Contains("See 'aread --help'.", run.Errors);
    }

    [Fact]
    public async Task An_error_of_the_user_is_a_message_and_no_trace()
    {
        var run = await RunAsync("train", "--data", _directory.Path, "--run", "first", "--set", "Trainin:Seed=2");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Empty(run.Output);
        Assert.Equal("error: --set: there is no option 'Trainin:Seed'. The nearest is Training:Seed (a whole number).", run.Errors.Trim());
    }

    [Fact]
    public async Task The_environment_is_read()
    {
        var variables = new Dictionary<string, string> { ["AREAD_Training__BatchSize"] = "1" };
        using var process = ProgramProcess.Start(_directory.Path, variables, "train", "--data", _directory.Path, "--run", "first");
        var run = await ProgramProcess.EndAsync(process);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Training:BatchSize = 1: must be from 2 to 10000000.", run.Errors);
    }

    [Fact]
    public async Task The_settings_file_of_the_working_directory_is_read()
    {
        var file = _directory.Write("appsettings.json", """{ "Hemp": { "Enable": false } }""");
        var run = await RunAsync("train", "--data", _directory.Path, "--run", "first");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains($"{file}: there is no option 'Hemp:Enable'. The nearest is Hemp:Enabled", run.Errors);
    }

    [Fact]
    public async Task Json_of_no_runs_is_an_empty_list()
    {
        var run = await RunAsync("runs", "list", "--json");
        Assert.Equal((ExitCode.Done, "[]"), (run.Code, run.Output.Trim()));
    }

    [Fact]
    public async Task Ctrl_C_ends_in_good_order()
    {
        string[] arguments = ["synthesize", "--out", "data", "--samples", "100000000"];
        using var process = ProgramProcess.Start(_directory.Path, new Dictionary<string, string>(), arguments);
        Assert.StartsWith("Making", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        var run = await ProgramProcess.EndAsync(process);
        Assert.Equal((ExitCode.Stopped, "Stopped."), (run.Code, run.Errors.Trim()));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<ProgramRun> RunAsync(params string[] arguments)
    {
        using var process = ProgramProcess.Start(_directory.Path, new Dictionary<string, string>(), arguments);
        return await ProgramProcess.EndAsync(process);
    }
}
