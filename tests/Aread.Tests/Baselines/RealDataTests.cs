using Aread.Comparison;
using Aread.Data.Import;
using Aread.Hei;
using Aread.Hemp;
using Aread.Tensors;
using Aread.Testing;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

/// <summary>Every system beats, on real data, what the means of users and items come to.</summary>
public sealed class RealDataTests(RealDataTests.MovieLens data) : IClassFixture<RealDataTests.MovieLens>
{
    public static TheoryData<string> Systems => [.. ComparisonSystem.All.Select(system => system.Name)];

    private static AreadOptions Options { get; } = new()
    {
        Hei = new HeiOptions { EmbeddingSize = 8, Normalization = Normalization.None, Initialization = Initialization.He },
        Hemp = new HempOptions { SearchInterval = 1000, InitialCandidates = 3 },
        Training = new TrainingOptions { BatchSize = 256, LearningRate = 1e-3, L2 = 1e-6, MaximumEpochs = 2 },
    };

    /// <summary>
    /// Isolated is held to the means of each domain alone, and in DomainAUC only: its models know nothing of each other, so that their scores need not be comparable.
    /// </summary>
    [Theory]
    [MemberData(nameof(Systems))]
    public async Task It_beats_the_means_of_users_and_items(string name)
    {
        var isIsolated = name == ComparisonSystem.Isolated.Name;
        var floor = BiasFloor.Of(data.Samples, ownDomain: isIsolated);

        var score = (await TrainAsync(name)).Test!;

        Assert.True(score.DomainAuc > floor.DomainAuc && (isIsolated || score.Auc > floor.Auc),
            $"{name}: AUC {score.Auc:0.0000}, DomainAUC {score.DomainAuc:0.0000}; floor {floor.Auc:0.0000}, {floor.DomainAuc:0.0000}");
    }

    /// <summary>
    /// STAR needs wider vectors and smaller steps, models of single domains more and larger steps; so does AutoInt, and larger start values: its products of
    /// vectors do not grow out of tiny ones.
    /// </summary>
    private static AreadOptions OptionsOf(string name) => name switch
    {
        "STAR" => Options with
        {
            Hei = Options.Hei with { EmbeddingSize = 32 },
            Training = Options.Training with { BatchSize = 128, LearningRate = 3e-4 },
        },
        "Isolated" => Options with
        {
            Hei = Options.Hei with { Initialization = Initialization.FanIn },
            Training = Options.Training with { BatchSize = 64, LearningRate = 3e-3, MaximumEpochs = 12 },
        },
        "AutoInt" => Options with
        {
            Hei = Options.Hei with { Initialization = Initialization.FanIn, EmbeddingInitialRange = 0.01 },
            Training = Options.Training with { LearningRate = 3e-3, MaximumEpochs = 3 },
        },
        _ => Options,
    };

    private Task<ComparisonScore> TrainAsync(string name) => Task.Factory.StartNew(
        () =>
        {
            TorchLane.Enter(1);
            return ComparisonSystem.Find(name)!.Create(TestDevice.Here).Train(data.Samples, OptionsOf(name), null, TestContext.Current.CancellationToken);
        },
        TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>100,004 ratings of 65 domains, split by time; domains in three groups.</summary>
    public sealed class MovieLens : IAsyncLifetime
    {
        private readonly TemporaryDirectory _directory = new();

        public ComparisonData Samples { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var cancellation = TestContext.Current.CancellationToken;
            var request = new ImportRequest(
                [SharedData.PathOf("ml-small-domains.csv")], Path.Combine(Repository.Root, "cluster", "examples", "movielens.schema.json"), _directory["data"]);
            var data = await ComparisonData.ReadAsync((await CsvImport.RunAsync(request, null, cancellation)).Dataset, cancellation);
            Samples = await Task.Factory.StartNew(
                () =>
                {
                    TorchLane.Enter(1);
                    return data.WithGroups(Preclustering.Run(data, Options, Preclustering.StandardGroups, TestDevice.Here, null, cancellation));
                },
                cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public ValueTask DisposeAsync()
        {
            _directory.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
