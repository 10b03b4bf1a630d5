namespace Aread.Host.Tests.Cluster;

/// <summary>Whatever dies, hangs or joins while a run trains, it ends as if nothing had happened.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class ChaosTests
{
    private const string SeedsVariable = "AREAD_CHAOS_SEEDS";
    private const int StandardSeeds = 2;

    public static TheoryData<string> Scenarios { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cluster", "Scenarios"), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable(SeedsVariable), out var seeds) ? seeds : StandardSeeds)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_run_goes_through_what_the_scenario_says_and_ends_with_the_hash_of_one_undisturbed(string name)
    {
        var scenario = Scenario.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Cluster", "Scenarios", $"{name}.txt"), TestContext.Current.CancellationToken));
        var trace = await ScenarioRun.PlayAsync(scenario);
        Assert.True(RunTrace.Fits(scenario.Trace, trace), $"Expected: {string.Join(", ", scenario.Trace)}\nIt was:   {string.Join(", ", trace)}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_faults_at_any_moments_leave_the_hash_as_it_is(int seed)
    {
        var scenario = RandomScenario.Create(seed);
        var trace = await ScenarioRun.PlayAsync(scenario);
        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join('\n', scenario.Steps)}\n{string.Join(", ", trace)}");
    }
}
