using Aread.Distributed.Hosting;

namespace Aread.Host.Tests.Cluster;

/// <summary>
/// What befalls a run, and what it is expected to go through, as a text. Lines before <c>trace</c>: <c>silos N</c>, <c>store NAME</c>, <c>detection
/// SECONDS</c>, <c>set OPTION=VALUE</c>, <c>when MOMENT: FAULT</c>, in the order in which they come; <c>#</c> begins a remark.
/// </summary>
/// <param name="Trace">See <see cref="RunTrace"/>.</param>
internal sealed record Scenario(
    int Silos, ClusterProvider Store, int DetectionSeconds, IReadOnlyList<string> Settings, IReadOnlyList<ScenarioStep> Steps, IReadOnlyList<string> Trace)
{
    public static Scenario Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).ToList();
        var trace = lines.IndexOf("trace");
        var scenario = new Scenario(2, ClusterProvider.Localhost, 3, [], [], [.. lines.Skip(trace + 1)]);
        return lines.Take(trace).Aggregate(scenario, (read, line) => read.With(line));
    }

    private Scenario With(string line) => line.Split(' ', 2) switch
    {
        ["silos", var count] => this with { Silos = int.Parse(count) },
        ["store", var name] => this with { Store = Enum.Parse<ClusterProvider>(name) },
        ["detection", var seconds] => this with { DetectionSeconds = int.Parse(seconds) },
        ["set", var setting] => this with { Settings = [.. Settings, setting] },
        ["when", var step] => this with { Steps = [.. Steps, ScenarioStep.Parse(step)] },
        _ => throw new FormatException($"A scenario has no line '{line}'."),
    };
}
