using Aread.Distributed.Hosting;

namespace Aread.Host.Tests.Cluster;

/// <summary>Faults at moments drawn from a seed, in every phase of a run that is long enough to still go on when the last comes.</summary>
internal static class RandomScenario
{
    private const int Silos = 3;
    private const int Faults = 4;
    private const int WarmUp = 12;
    private const int Epoch = 20;
    private const int Interval = 100;
    private const int Epochs = 60;

    /// <summary>Batches that the last fault leaves for the replacement to come in.</summary>
    private const int Rest = 500;

    private static readonly string[] Harms =
        ["kill worker", "kill coordinator", "stop worker", "stop coordinator", "hang worker", "hang coordinator", "pause worker for 1", "pause coordinator for 1", "start silo"];

    public static Scenario Create(int seed)
    {
        var stream = new RandomStream(seed, "chaos");
        var batchesPerStep = 1 + stream.Next(2);
        var steps = new List<ScenarioStep>();
        foreach (var (_, moment) in Enumerable.Range(0, Faults).Select(_ => Moment(stream, batchesPerStep)).OrderBy(drawn => drawn.Batches))
        {
            var harm = Harms[stream.Next(Harms.Length)];
            steps.Add(new ScenarioStep(moment, harm));
            // Who is lost is replaced.
            if (harm.Split(' ')[0] is "kill" or "stop" or "hang") steps.Add(new ScenarioStep(moment, "start silo"));
        }
        return new Scenario(
            Silos, stream.Next(2) == 0 ? ClusterProvider.Localhost : ClusterProvider.Redis, 3,
            [$"Training:BatchesPerStep={batchesPerStep}", $"Training:MaximumEpochs={Epochs}", $"Training:Patience={Epochs}", $"Hemp:SearchInterval={Interval}"], steps, ["..."]);
    }

    private static (int Batches, string Moment) Moment(RandomStream stream, int batchesPerStep)
    {
        var batches = 1 + stream.Next(WarmUp + (Epochs * Epoch) - Rest);
        var masked = Math.Max(batches - WarmUp, 0);
        return (batches, stream.Next(3) switch
        {
            0 => $"search {1 + (masked / Interval)}",
            1 => $"evaluate {1 + (masked / Epoch)}",
            _ => $"step {Math.Max(batches / batchesPerStep, 1)}",
        });
    }
}
