using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Aread.Benchmarks.Silos;

namespace Aread.Benchmarks.Cluster;

/// <summary>Bytes that silos sent each other, as the kernel counts them per connection (<c>ss</c> of iproute2): payload of TCP, without its headers.</summary>
internal static partial class SocketTraffic
{
    /// <returns>For each silo, what it has sent over connections that are open now.</returns>
    public static async Task<IReadOnlyList<long>> ReadAsync(IReadOnlyList<SiloGreeting> silos)
    {
        var start = new ProcessStartInfo("ss", ["-tinpH", "state", "established"]) { RedirectStandardOutput = true };
        using var listing = Process.Start(start)!;
        var text = await listing.StandardOutput.ReadToEndAsync();
        await listing.WaitForExitAsync();
        if (listing.ExitCode != 0) throw new InvalidOperationException("'ss' failed. It is part of the package iproute2.");
        var ports = silos.Select(silo => silo.Port).ToHashSet();
        var sent = new long[silos.Count];
        foreach (Match socket in Socket().Matches(text))
        {
            if (!ports.Contains(Number(socket, "local")) && !ports.Contains(Number(socket, "peer"))) continue;
            var owner = silos.Index().FirstOrDefault(silo => silo.Item.ProcessId == Number(socket, "process"), (-1, null!)).Index;
            if (owner >= 0) sent[owner] += long.Parse(socket.Groups["sent"].Value, CultureInfo.InvariantCulture);
        }
        return sent;
    }

    private static int Number(Match socket, string group) => int.Parse(socket.Groups[group].Value, CultureInfo.InvariantCulture);

    // Two lines per socket: addresses and owner, then counters, of which those at zero are left out.
    [GeneratedRegex(@"^\d+ +\d+ +\S+:(?<local>\d+) +\S+:(?<peer>\d+) .*pid=(?<process>\d+).*\n.*? bytes_sent:(?<sent>\d+)", RegexOptions.Multiline)]
    private static partial Regex Socket();
}
