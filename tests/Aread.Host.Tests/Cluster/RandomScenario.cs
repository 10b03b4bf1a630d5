using Aread.Distributed.Hosting;

namespace Aread.Host.Tests.Cluster;

/// <summary>Faults at moments drawn from a seed, over every phase of a <see cref="SmallRuns">small run</see>.</summary>
internal static class RandomScenario
{
    private const int Silos = 3;
    private const int Faults = 4;

    /// <summary>In the order in which they come.</summary>
    private static readonly string[] Moments =
    [
        "started 1", "step 3", "step 11", "search 1", "step 15", "step 22", "step 29", "evaluate 1", "step 38", "search 2", "step 50", "evaluate 2", "step 61",
        "search 3", "evaluate 3", "step 80", "evaluate 4", "test",
    ];

    private static readonly string[] Harms =
        ["kill worker", "kill coordinator", "stop worker", "stop coordinator", "hang worker", "hang coordinator", "pause worker for 1", "pause coordinator for 1", "start silo"];

    public static Scenario Create(int seed)
    {
        var stream = new RandomStream(seed, "chaos");
        var moments = Enumerable.Range(0, Faults).Select(_ => stream.Next(Moments.Length)).Order();
        var steps = new List<ScenarioStep>();
        foreach (var moment in moments)
        {
            var harm = Harms[stream.Next(Harms.Length)];
            steps.Add(new ScenarioStep(Moments[moment], harm));
            // Who is lost is replaced.
            if (harm.Split(' ')[0] is "kill" or "stop" or "hang") steps.Add(new ScenarioStep(Moments[moment], "start silo"));
        }
        var batchesPerStep = 1 + stream.Next(2);
        return new Scenario(Silos, stream.Next(2) == 0 ? ClusterProvider.Localhost : ClusterProvider.Redis, 3, [$"Training:BatchesPerStep={batchesPerStep}"], steps, ["..."]);
    }
}
