using System.Diagnostics;
using System.Text.RegularExpressions;
using Aread.Host.Tests.Cluster;
using Aread.Host.Tests.Deployment;
using Aread.Testing;

namespace Aread.Host.Tests;

/// <summary>The section "Day by day" of <c>cluster/README.md</c>, done as it stands.</summary>
[Collection(nameof(RunsInClusters))]
public sealed partial class HandbookTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Every_line_of_the_handbook_does_what_it_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for bash.");
        Assert.SkipUnless(Exists("curl") && Exists("openssl"), "curl or openssl is not installed.");
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["bin"]);
        var program = directory.Write("bin/aread", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "aread.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(directory["cluster"], DeploymentFiles.Cluster);
        // What the lines leave behind ends with them, however they end.
        var script = $"set -euo pipefail\ntrap 'kill $(jobs -p) 2> /dev/null || true; cluster/local-cluster.sh stop > /dev/null 2>&1 || true' EXIT\nset -x\n{Lines()}";
        var start = new ProcessStartInfo("bash", ["-c", script.Replace("127.0.0.1:8080", $"127.0.0.1:{FreePort.Find()}", StringComparison.Ordinal)])
        {
            WorkingDirectory = directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{directory["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["LOCAL_CLUSTER_DIRECTORY"] = directory["artifacts/local-cluster"];
        start.Environment["AREAD_Cluster__Directory"] = directory["store"];
        start.Environment["AREAD_Cluster__FailureDetectionSeconds"] = "3";
        using var bash = Process.Start(start)!;
        var done = await ProgramProcess.EndAsync(bash).WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.True(done.Code == 0, $"{done.Code}\n{done.Errors}");
    }

    [Fact]
    public void No_command_of_the_handbook_is_left_out()
    {
        var section = Section().Match(Page()).Value;
        Assert.Equal(Block().Count(section), section.Split("```sh\n").Length - 1);
        Assert.All(["Install", "Size", "Start", "Score and hand over", "Add a domain", "Read a mask", "Upgrade", "Recover", "Back up"], title => Assert.Contains($"### {title}\n", section, StringComparison.Ordinal));
    }

    private static string Lines() => string.Concat(Block().Matches(Section().Match(Page()).Value).Select(block => block.Groups[1].Value));

    private static string Page() => File.ReadAllText(Path.Combine(DeploymentFiles.Cluster, "README.md"));

    private static bool Exists(string tool) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    [GeneratedRegex(@"^## Day by day$.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"<!-- run -->\n```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
