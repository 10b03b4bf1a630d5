using System.Diagnostics;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Testing;
using Aread.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aread.Host.Tests.Cluster;

/// <summary>Runs that go through every phase in seconds, of one data set, in a directory of the test's own.</summary>
/// <param name="cluster">Its directory holds data and runs; the programs work there.</param>
/// <param name="settings">Options over <see cref="Standard"/>.</param>
internal sealed class SmallRuns(ClusterSetting cluster, params string[] settings)
{
    /// <summary>80 steps in four epochs, three mask searches, and an event and a line of progress each step.</summary>
    private static readonly string[] Standard =
    [
        "Hei:EmbeddingSize=4", "Hei:BottomExperts=2", "Hei:BottomWidths=8,4", "Hei:CrossLayers=1", "Hei:Experts=2,3", "Hei:ExpertWidths=4,2",
        "Hemp:SearchInterval=30", "Hemp:InitialCandidates=6", "Hemp:TrialSteps=3", "Hemp:ScoringBatches=2",
        "Augmentation:MinorShare=0.2", "Augmentation:MajorShare=0.3", "Augmentation:MaximumExposures=20",
        "Training:BatchSize=16", "Training:WarmUpBatches=12", "Training:MaximumEpochs=4", "Training:Patience=4", "Training:ReportInterval=1",
        "Training:CheckpointInterval=8", "Training:LearningRate=0.01",
    ];

    /// <summary>Of anything waited for: far more than it takes, so that a run that hangs fails its test.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Path => cluster.Directory["runs"];

    public static async Task<SmallRuns> CreateAsync(ClusterSetting cluster, int items = 60, params string[] settings)
    {
        await SmallDataset.CreateAsync(cluster.Directory["data"], items, [96, 64, 48, 40, 32, 17]);
        return new SmallRuns(cluster, settings);
    }

    /// <summary>In one process, without a cluster.</summary>
    public Task<RunHashes> TrainAloneAsync(string run) => AloneAsync(run, Arguments(run));

    /// <inheritdoc cref="TrainAloneAsync"/>
    public Task<RunHashes> ResumeAloneAsync(string run) => AloneAsync(run, "train", "--runs", Path, "--run", run, "--resume");

    /// <summary>In the cluster, followed to its end.</summary>
    public async Task<RunHashes> TrainAsync(string run, params string[] arguments) => EndedWell(run, await FollowAsync(run, arguments));

    /// <summary>A client in this process that lets the cluster train and follows.</summary>
    public Task<ProgramRun> FollowAsync(string run, params string[] arguments) => cluster.RunAsync([.. Arguments(run), "--connect", .. arguments]).WaitAsync(Limit);

    /// <summary>A process of its own.</summary>
    public Process Start(params string[] arguments) => ProgramProcess.Start(cluster.Directory.Path, cluster.Variables, arguments);

    public string[] Arguments(string run) =>
        ["train", "--data", cluster.Directory["data"], "--runs", Path, "--run", run, .. Standard.Concat(settings).SelectMany(setting => new[] { "--set", setting })];

    public RunHashes HashesOf(string run) => RunHashes.Of(Path, run);

    /// <summary>What is known of a run so far, in order.</summary>
    public IReadOnlyList<RunEvent> EventsOf(string run)
    {
        if (!RunDirectory.Exists(Path, run)) return [];
        using var opened = RunDirectory.Open(Path, run);
        return [.. opened.ReadEvents()];
    }

    /// <summary>Waits until the run tells of it.</summary>
    public async Task UntilAsync(string run, Func<RunEvent, bool> happened)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        await Eventually.IsTrueAsync(() => Task.FromResult(EventsOf(run).Any(happened)), limit.Token);
    }

    public RunHashes EndedWell(string run, ProgramRun ended)
    {
        Assert.True(ended.Code == ExitCode.Done, $"{ended.Code}: {ended.Errors}\n{ended.Output}");
        return HashesOf(run);
    }

    /// <summary>A run as another one is now.</summary>
    public void Copy(string run, string copy)
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Path, run), "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(Path, copy, System.IO.Path.GetRelativePath(System.IO.Path.Combine(Path, run), file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>The program with a silo of its own.</summary>
    public async Task<RunHashes> AloneAsync(string run, params string[] arguments)
    {
        var engine = new EmbeddedEngine(NullLoggerFactory.Instance);
        return EndedWell(run, await ProgramRun.Of(engine, new ProgramSetting(), TestContext.Current.CancellationToken, arguments).WaitAsync(Limit));
    }
}
