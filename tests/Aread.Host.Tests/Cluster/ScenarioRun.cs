using Aread.Distributed.Runs;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Cluster;

/// <summary>Plays a scenario and holds the run against one that nothing happened to.</summary>
internal static class ScenarioRun
{
    private const string Name = "harmed";

    /// <returns>What the run went through.</returns>
    public static async Task<IReadOnlyList<string>> PlayAsync(Scenario scenario)
    {
        await using var cluster = await ClusterSetting.StartAsync(scenario.Store);
        cluster.Set("FailureDetectionSeconds", $"{scenario.DetectionSeconds}");
        await cluster.RunAsync("cluster", "init");
        var runs = await SmallRuns.CreateAsync(cluster, settings: [.. scenario.Settings]);
        var alone = await runs.TrainAloneAsync("alone");
        await using var silos = new ChaosCluster(cluster, Name);
        for (var i = 0; i < scenario.Silos; i++) await silos.AddAsync();

        var following = runs.FollowAsync(Name);
        try
        {
            foreach (var step in scenario.Steps)
            {
                await Eventually.IsTrueAsync(() => Task.FromResult(following.IsCompleted || step.HasCome(runs.EventsOf(Name))), TestContext.Current.CancellationToken);
                if (following.IsCompleted) throw new InvalidOperationException($"The run ended before this could happen: {step}.");
                await silos.DoAsync(step.Fault);
            }
            var ended = runs.EndedWell(Name, await following);
            Assert.Equal(alone, ended);
            Assert.Equal(Learnt(runs.Path, "alone"), Learnt(runs.Path, Name));
            return RunTrace.Of(runs.EventsOf(Name));
        }
        catch (Exception fault) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{string.Join('\n', scenario.Steps)}\n{fault.Message}\nThe run went through: {string.Join(", ", RunTrace.Of(runs.EventsOf(Name)))}", fault);
        }
    }

    /// <summary>The loss of each step that was not taken back, bit for bit.</summary>
    private static IEnumerable<(long Step, double Loss)> Learnt(string runs, string name)
    {
        using var run = RunDirectory.Open(runs, name);
        return [.. run.ReadHistory().OfType<StepsTaken>().Select(steps => (steps.Step, steps.Loss))];
    }
}
