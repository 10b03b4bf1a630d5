using System.Diagnostics;
using System.Text.Json;
using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Host.Tests.Deployment;

/// <summary><c>cluster/local-cluster.sh</c> with the program of these tests on its path.</summary>
public sealed class LocalClusterTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _variables;

    public LocalClusterTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for bash.");
        Directory.CreateDirectory(_directory["bin"]);
        var program = _directory.Write("bin/aread", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "aread.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _variables = new Dictionary<string, string>
        {
            ["PATH"] = $"{_directory["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
            ["LOCAL_CLUSTER_DIRECTORY"] = _directory["silos of mine"],
            ["AREAD_Cluster__Directory"] = _directory["cluster"],
        };
    }

    [Fact]
    public async Task Silos_are_started_shown_and_stopped()
    {
        Assert.Equal(ExitCode.Done, (await RunAsync("start", "2", "--", "--lanes", "1")).Code);

        var status = await RunAsync("status");
        Assert.Equal(ExitCode.Done, status.Code);
        Assert.Equal(2, status.Output.Split('\n').Count(line => line.Contains(" active ", StringComparison.Ordinal)));
        Assert.Equal(["active", "active"], await ListedAsync());

        var again = await RunAsync("start", "1");
        Assert.Equal(ExitCode.UserError, again.Code);
        Assert.Contains("run already", again.Errors);

        Assert.Equal(ExitCode.Done, (await RunAsync("stop")).Code);
        Assert.Equal(["dead", "dead"], await ListedAsync());
        Assert.Equal(["silo-1.log", "silo-2.log"], Directory.GetFiles(_directory["silos of mine"]).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(ExitCode.UserError, (await RunAsync("status")).Code);
    }

    [Fact]
    public async Task What_kept_a_silo_from_starting_is_told()
    {
        var run = await RunAsync("start", "1", "--", "--set", "Compute:QueueCapacity=0");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Compute:QueueCapacity = 0", run.Errors);
        Assert.Contains("error: silo-1 did not start", run.Errors);
    }

    [Theory]
    [InlineData("from 1 to 99", "start", "none")]
    [InlineData("come after --", "start", "2", "--lanes")]
    [InlineData("from the environment", "start", "2", "--", "--set", "Cluster:ClusterId=other")]
    public async Task An_argument_that_cannot_be_used_is_named(string message, params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains(message, run.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        // A test that failed may have left silos.
        await RunAsync("stop");
        _directory.Dispose();
    }

    private async Task<ProgramRun> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(DeploymentFiles.Cluster, "local-cluster.sh"), .. arguments])
        {
            WorkingDirectory = _directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        return await ProgramProcess.EndAsync(process);
    }

    private async Task<IEnumerable<string>> ListedAsync()
    {
        var setting = new ProgramSetting { Variables = _variables };
        var shown = await ProgramRun.Of(new ScriptedEngine(), setting, TestContext.Current.CancellationToken, "cluster", "show", "--json");
        return JsonSerializer.Deserialize<SiloEntry[]>(shown.Output, AreadJson.Compact)!.Select(silo => silo.Status);
    }
}
