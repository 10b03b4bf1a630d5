using Aread.Comparison;
using Aread.Data;
using Aread.Data.Import;
using Aread.Evaluation;
using Aread.Hei;
using Aread.Tensors;
using Aread.Testing;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

/// <summary>
/// Every system gets above the bias floor of MovieLens latest-small, split by time: what the means of a sample's user and item say without a model. Isolated
/// does not and cannot: hardly a user of the test split was seen before in its domain.
/// </summary>
/// <remarks>The data are not part of this repository. They are looked for in <c>shared/data</c> beside it.</remarks>
public sealed class RealDataTests(RealDataTests.MovieLens data) : IClassFixture<RealDataTests.MovieLens>
{
    public static TheoryData<string> Systems => [.. ComparisonSystem.All.Where(system => system != ComparisonSystem.Isolated).Select(system => system.Name)];

    private static AreadOptions Options { get; } = new()
    {
        Hei = new HeiOptions { EmbeddingSize = 16, BottomWidths = [64, 32], CrossLayers = 2, Normalization = Normalization.None, Initialization = Initialization.He, EmbeddingInitialRange = 0.01 },
        Hemp = new() { SearchInterval = 400, InitialCandidates = 2, TrialSteps = 1, ScoringBatches = 1 },
        Training = new TrainingOptions { BatchSize = 256, LearningRate = 1e-3, MaximumEpochs = 3, Patience = 2, L2 = 1e-6 },
    };

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task A_system_gets_above_the_bias_floor(string name)
    {
        Assert.SkipWhen(data.Samples is null, MovieLens.Missing);
        var samples = data.Samples!;
        var score = await Task.Factory.StartNew(
            () =>
            {
                TorchLane.Enter(1);
                return ComparisonSystem.Find(name)!.Create(CPU).Train(samples, Options, null, TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(score.Test?.Auc > data.Floor, $"{name}: AUC {score.Test?.Auc:0.0000}, the floor is {data.Floor:0.0000}; DomainAUC {score.Test?.DomainAuc:0.0000} after {score.Epochs} epochs.");
    }

    public sealed class MovieLens : IAsyncLifetime
    {
        private const double PriorSamples = 10;

        private static readonly string Source = Path.Combine(Repository.Root, "..", "shared", "data", "ml-small-domains.csv");

        private readonly TemporaryDirectory _directory = new();

        public static string Missing => $"There is no {Source}.";

        /// <summary>Null: the data are not on this machine.</summary>
        public ComparisonData? Samples { get; private set; }

        /// <summary>AUC on test of the sum of the user's and the item's mean label in train, each with ten samples of the overall mean added.</summary>
        public double Floor { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (!File.Exists(Source)) return;
            var token = TestContext.Current.CancellationToken;
            var schema = Path.Combine(Repository.Root, "cluster", "examples", "movielens.schema.json");
            var imported = await CsvImport.RunAsync(new CsvImportRequest([Source], schema, _directory["data"]), null, token);
            Samples = await ComparisonData.ReadAsync(imported.Dataset, token);
            Floor = FloorOf(Samples);
        }

        public ValueTask DisposeAsync()
        {
            _directory.Dispose();
            return ValueTask.CompletedTask;
        }

        private static double FloorOf(ComparisonData data)
        {
            int[] columns = [.. data.Manifest.Fields.Index().Where(field => field.Item.Role is FieldRole.User or FieldRole.Item).Select(field => field.Index)];
            var train = Of(data, Split.Train).ToArray();
            var overall = train.Average(sample => (double)sample.Label);
            var means = columns.Select(column => train.GroupBy(sample => sample.Ids[column])
                .ToDictionary(value => value.Key, value => (value.Sum(sample => sample.Label) + PriorSamples * overall) / (value.Count() + PriorSamples))).ToArray();
            var test = Of(data, Split.Test).ToArray();
            double[] scores = [.. test.Select(sample => columns.Zip(means).Sum(pair => pair.Second.GetValueOrDefault(sample.Ids[pair.First], overall)))];
            return Auc.Of<double>(scores, [.. test.Select(sample => sample.Label)])!.Value;
        }

        private static IEnumerable<(int[] Ids, byte Label)> Of(ComparisonData data, Split split)
        {
            for (var domain = 0; domain < data.Manifest.Domains.Count; domain++)
            {
                var samples = data.Samples(split, domain);
                for (var row = 0; row < samples.Count; row++) yield return (samples.Ids[(row * samples.Columns)..((row + 1) * samples.Columns)], samples.Labels[row]);
            }
        }
    }
}
