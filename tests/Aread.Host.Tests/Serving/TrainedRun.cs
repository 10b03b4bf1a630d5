using Aread.Data;
using Aread.Distributed.Hosting;
using Aread.Evaluation;
using Aread.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aread.Host.Tests.Serving;

/// <summary>A small run that was trained and exported by the program, for all tests of a class.</summary>
public sealed class TrainedRun : IAsyncLifetime
{
    public const string Name = "first";

    private static readonly string[] Settings =
    [
        "Hei:EmbeddingSize=4", "Hei:BottomExperts=2", "Hei:BottomWidths=8,4", "Hei:CrossLayers=1", "Hei:Experts=2,3", "Hei:ExpertWidths=4,2",
        "Hemp:SearchInterval=7", "Hemp:InitialCandidates=3", "Hemp:TrialSteps=2", "Hemp:ScoringBatches=2",
        "Training:BatchSize=16", "Training:WarmUpBatches=5", "Training:MaximumEpochs=2", "Training:LearningRate=0.01",
    ];

    private readonly TemporaryDirectory _directory = new();

    public string Runs => _directory["runs"];

    public string Export => _directory["export"];

    public string Data => _directory["data"];

    public Dataset Dataset { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Dataset = await SmallDataset.CreateAsync(Data, 96, 64, 40);
        await RunAsync(["train", "--data", Data, "--runs", Runs, "--run", Name, .. Settings.SelectMany(setting => new[] { "--set", setting })]);
        await RunAsync("export", "--run", Name, "--runs", Runs, "--to", Export);
    }

    /// <summary>One that a test changes.</summary>
    public static async Task<TrainedRun> CreateAsync()
    {
        var run = new TrainedRun();
        await run.InitializeAsync();
        return run;
    }

    /// <summary>The domain comes that <see cref="NewDomain"/> has, and the run is trained for an epoch.</summary>
    public async Task AddDomainAsync() =>
        await RunAsync("domains", "add", NewDomain.Name, "--data", await NewDomain.CreateAsync(_directory["more"]), "--run", Name, "--runs", Runs);

    public Task RemoveDomainAsync() => RunAsync("domains", "remove", NewDomain.Name, "--run", Name, "--runs", Runs);

    public async Task<EvaluationReport> EvaluateAsync() =>
        AreadJson.Read<EvaluationReport>((await RunAsync("evaluate", "--run", Name, "--runs", Runs, "--json")).Output);

    /// <summary>The test samples of a domain as a request, and their labels.</summary>
    public async Task<(string Body, byte[] Labels)> TestSamplesAsync(int domain)
    {
        var names = new List<IReadOnlyList<string>>();
        foreach (var field in Dataset.Manifest.Fields) names.Add(await VocabularyFile.ReadAsync(Dataset, field));
        await using var reader = await Dataset.OpenPartitionAsync(Dataset.Manifest.Domains[domain], Split.Test);
        var block = await reader.ReadRowGroupAsync(0);
        var samples = Enumerable.Range(0, block.Count).Select(row => Sample(block.Sample(row).ToArray(), names));
        return (AreadJson.Write(new { samples }), block.Labels);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private static object Sample(int[] ids, List<IReadOnlyList<string>> names) =>
        new { user = names[0][ids[0] - 1], item = names[1][ids[1] - 1], liked = ids[3..].Where(id => id <= names[1].Count).Select(id => names[1][id - 1]) };

    internal static async Task<ProgramRun> RunAsync(params string[] arguments)
    {
        await using var engine = new EmbeddedEngine(NullLoggerFactory.Instance);
        var run = await ProgramRun.Of(engine, arguments);
        return run.Code == ExitCode.Done ? run : throw new InvalidOperationException(run.Errors);
    }
}
