using System.Globalization;
using Aread.Testing;

namespace Aread.Host.Tests.Network;

/// <summary>Network namespaces of tests: made, entered, and cleared away with all that runs in them.</summary>
internal static class NetworkSpaces
{
    public const string Ip = "/usr/sbin/ip";

    private const string Folder = "/run/netns";
    private const string Prefix = "aread-test-";
    private static int _made;

    /// <summary>Not used yet. Says which process made it.</summary>
    public static string NewName() => $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _made)}";

    /// <summary>Skips the test where namespaces, or links between them, cannot be made.</summary>
    public static async Task RequireAsync()
    {
        Assert.SkipUnless(File.Exists(Ip), $"There is no {Ip}: install the Debian package iproute2.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can make network namespaces.");
        var probe = NewName();
        try
        {
            await ServerProcess.RunAsync(Ip, "netns", "add", probe);
            await ServerProcess.RunAsync(Ip, "-n", probe, "link", "add", "bridge", "type", "bridge");
            await ServerProcess.RunAsync(Ip, "-n", probe, "link", "add", "one", "type", "veth", "peer", "name", "other");
        }
        catch (InvalidOperationException refused)
        {
            Assert.Skip($"Network namespaces cannot be made here: {refused.Message}");
        }
        finally
        {
            await RemoveAsync(probe);
        }
    }

    public static async Task AddAsync(string name)
    {
        await ServerProcess.RunAsync(Ip, "netns", "add", name);
        await ServerProcess.RunAsync(Ip, "-n", name, "link", "set", "lo", "up");
    }

    public static string[] Enter(string name) => [Ip, "netns", "exec", name];

    /// <summary>Removes those whose name begins so, and ends what runs in them.</summary>
    public static async Task RemoveAsync(string prefix)
    {
        foreach (var name in Existing().Where(name => name == prefix || name.StartsWith($"{prefix}-", StringComparison.Ordinal)))
        {
            await ServerProcess.RunAsync("/bin/sh", "-c", $"for process in $({Ip} netns pids {name}); do kill -KILL $process; done");
            await ServerProcess.RunAsync(Ip, "netns", "delete", name);
        }
    }

    /// <summary>Removes those of test processes that are no more.</summary>
    public static async Task ClearAsync()
    {
        var abandoned = Existing().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => string.Join('-', name.Split('-')[..4])).Distinct()
            .Where(made => int.TryParse(made.Split('-')[2], CultureInfo.InvariantCulture, out var process) && !Directory.Exists($"/proc/{process}"));
        foreach (var name in abandoned.ToArray()) await RemoveAsync(name);
    }

    private static string[] Existing() => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path))] : [];
}
