using System.Text.Json;
using Aread.Testing;

namespace Aread.Host.Tests.Network;

/// <summary>How fast a link is, and how long it takes.</summary>
/// <param name="Megabits">A second, one way.</param>
/// <param name="Delay">One way, as <c>tc</c> writes it; null = none.</param>
internal sealed record LinkShape(int Megabits, string? Delay = null)
{
    private const string Tc = "/usr/sbin/tc";

    /// <summary>Bytes of a hundredth of a second: enough for a kernel that looks that often.</summary>
    private long Burst => Megabits * 1_000_000L / 8 / 100;

    public async Task ApplyAsync(string space, string link)
    {
        string[] discipline = Delay is null
            ? ["tbf", "rate", $"{Megabits}mbit", "burst", $"{Burst}", "latency", "50ms"]
            : ["netem", "rate", $"{Megabits}mbit", "delay", Delay];
        try
        {
            await ServerProcess.RunAsync(Tc, ["-n", space, "qdisc", "replace", "dev", link, "root", .. discipline]);
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("qdisc kind is unknown", StringComparison.Ordinal))
        {
            Assert.Skip($"This kernel has no {discipline[0]} (CONFIG_NET_SCH_{discipline[0].ToUpperInvariant()}).");
        }
    }

    /// <summary>Bytes that a link's shape let through.</summary>
    public static async Task<long> SentAsync(string space, string link)
    {
        var shown = await ServerProcess.ReadAsync(Tc, "-n", space, "-s", "-j", "qdisc", "show", "dev", link);
        var root = JsonDocument.Parse(shown).RootElement.EnumerateArray().Single(discipline => discipline.GetProperty("kind").GetString() is "tbf" or "netem");
        return root.GetProperty("bytes").GetInt64();
    }
}
