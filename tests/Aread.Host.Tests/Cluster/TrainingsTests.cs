using System.Text.Json.Nodes;
using Aread.Comparison;
using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Host.Tests.Cluster;

/// <summary>Trainings of a comparison and of a grid come to the same on the silos of a cluster as in one process.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class TrainingsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly string[] Small =
    [
        "--set", "Hei:EmbeddingSize=4", "--set", "Hei:BottomWidths=8,4", "--set", "Hei:Experts=2,3", "--set", "Hei:ExpertWidths=4,2", "--set", "Hemp:SearchInterval=20",
        "--set", "Hemp:InitialCandidates=2", "--set", "Hemp:TrialSteps=1", "--set", "Hemp:ScoringBatches=1", "--set", "Training:BatchSize=16", "--set", "Training:WarmUpBatches=2", "--set", "Training:MaximumEpochs=2",
    ];

    [Fact]
    public async Task Systems_score_the_same_over_two_silos_Isolated_domain_by_domain()
    {
        await using var cluster = await SettingAsync();
        var alone = await CompareAsync(cluster, "alone", "--models", "DCN,Isolated,MMoE,AREAD", "--seeds", "2");
        await using var first = await cluster.StartSiloAsync();
        await using var second = await cluster.StartSiloAsync();
        Assert.Equal(alone, await CompareAsync(cluster, "spread", "--models", "DCN,Isolated,MMoE,AREAD", "--seeds", "2", "--connect"));
    }

    [Fact]
    public async Task Trainings_lost_with_a_silo_are_done_by_another()
    {
        await using var cluster = await SettingAsync();
        string[] many = ["--models", "DCN,Isolated,AREAD", "--seeds", "4"];
        var alone = await CompareAsync(cluster, "alone", many);
        await using var first = await cluster.StartSiloAsync();
        await using var second = await cluster.StartSiloAsync();

        using var client = ProgramProcess.Start(cluster.Directory.Path, cluster.Variables, Compare(cluster, "spread", [.. many, "--connect"]));
        var ending = ProgramProcess.EndAsync(client);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        await Eventually.IsTrueAsync(() => Task.FromResult(ending.IsCompleted || File.Exists(Results(cluster, "spread"))), limit.Token);
        await second.KillAsync();

        var ended = await ending.WaitAsync(limit.Token);
        Assert.True(ended.Code == ExitCode.Done, ended.Errors);
        Assert.Equal(alone, Scores(cluster, "spread"));
    }

    [Fact]
    public async Task A_client_that_is_stopped_takes_its_trainings_along()
    {
        await using var cluster = await SettingAsync();
        await using var silo = await cluster.StartSiloAsync();
        using (var client = ProgramProcess.Start(cluster.Directory.Path, cluster.Variables, Compare(cluster, "long", ["--models", "DCN,AREAD", "--seeds", "9", "--connect", "--set", "Training:MaximumEpochs=100000", "--set", "Training:Patience=100000"])))
        {
            var ending = ProgramProcess.EndAsync(client);
            await Eventually.IsTrueAsync(() => Task.FromResult(ending.IsCompleted || Directory.Exists(cluster.Directory["long"])), TestContext.Current.CancellationToken);
            await ServerProcess.SignalAsync(client, "INT");
            Assert.Equal(ExitCode.Stopped, (await ending.WaitAsync(Limit, TestContext.Current.CancellationToken)).Code);
        }

        // Its one lane is free again, or this would wait for ever.
        await CompareAsync(cluster, "short", "--models", "DCN", "--seeds", "1", "--connect");
    }

    [Fact]
    public async Task A_grid_has_the_same_winner_over_a_silo()
    {
        await using var cluster = await SettingAsync();
        var alone = await TuneAsync(cluster, "tuned-alone");
        await using var silo = await cluster.StartSiloAsync();
        Assert.Equal(alone, await TuneAsync(cluster, "tuned-spread", "--connect"));
    }

    private static async Task<ClusterSetting> SettingAsync()
    {
        var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        await SmallDataset.CreateAsync(cluster.Directory["data"], [96, 64, 48]);
        return cluster;
    }

    private static string[] Compare(ClusterSetting cluster, string name, string[] arguments) =>
        ["compare", "--data", cluster.Directory["data"], "--out", cluster.Directory[name], .. Small, .. arguments];

    private static async Task<string[]> CompareAsync(ClusterSetting cluster, string name, params string[] arguments)
    {
        var run = await cluster.RunAsync(Compare(cluster, name, arguments)).WaitAsync(Limit);
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        return Scores(cluster, name);
    }

    private static async Task<string> TuneAsync(ClusterSetting cluster, string name, params string[] arguments)
    {
        var run = await cluster.RunAsync(["tune", "--data", cluster.Directory["data"], "--out", cluster.Directory[name], "--json", "--model", "DCN", "--learning-rates", "1e-3,1e-2", "--batch-sizes", "8,64",
            "--set", "Training:MaximumEpochs=4", .. arguments]).WaitAsync(Limit);
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        var table = JsonNode.Parse(run.Output)!;
        foreach (var setting in table["settings"]!.AsArray()) setting!.AsObject().Remove("seconds");
        table["best"]!.AsObject().Remove("seconds");
        return table.ToJsonString();
    }

    private static string Results(ClusterSetting cluster, string name) => Path.Combine(cluster.Directory[name], "results.jsonl");

    /// <summary>System, seed and score of each training, whatever the order in which they ended.</summary>
    private static string[] Scores(ClusterSetting cluster, string name) =>
    [
        .. File.ReadLines(Results(cluster, name)).Select(AreadJson.Read<ComparisonResult>)
            .OrderBy(result => result.System, StringComparer.Ordinal).ThenBy(result => result.Seed)
            .Select(result => $"{result.System} {result.Seed} {AreadJson.Write(result.Score)}"),
    ];
}
