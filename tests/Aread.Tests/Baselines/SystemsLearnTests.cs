using Aread.Baselines;
using Aread.Comparison;
using Aread.Data;
using Aread.Hei;
using Aread.Tensors;
using Aread.Testing;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

/// <summary>Every system of the comparison gets far above what knowing nothing of the sample comes to, and does the same twice.</summary>
public sealed class SystemsLearnTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private ComparisonData? _data;

    public static TheoryData<string> Systems => [.. ComparisonSystem.Baselines.Select(system => system.Name)];

    private static AreadOptions Options { get; } = new()
    {
        Hei = new HeiOptions { EmbeddingSize = 8, BottomWidths = [32, 16], Normalization = Normalization.None, Dropout = 0.1, EmbeddingInitialRange = 0.1 },
        Training = new TrainingOptions { BatchSize = 64, LearningRate = 0.005, MaximumEpochs = 12, Patience = 4 },
    };

    public async ValueTask InitializeAsync() =>
        _data = await ComparisonData.ReadAsync(await TastesDataset.CreateAsync(_directory["data"], 1600, 800, 400), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task It_learns(string name)
    {
        var score = await TrainAsync(name, Options);
        Assert.True(score.Test?.DomainAuc > 0.75, $"{name}: {score.Test?.DomainAuc:0.000} after {score.Epochs} epochs; valid {score.BestValid:0.000}");
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task A_seed_gives_the_same_scores_twice(string name)
    {
        var options = Options with { Training = Options.Training with { MaximumEpochs = 1 } };
        var (one, other) = (await TrainAsync(name, options), await TrainAsync(name, options));
        Assert.Equal(AreadJson.Write(one.Test), AreadJson.Write(other.Test));
    }

    /// <summary>Training leaves the share at one of its bounds, 0.05 from the middle: the penalty is 0 within them, 0.0225 where nothing is pruned.</summary>
    [Fact]
    public async Task AdaSparse_ends_with_about_the_share_of_neurons_pruned_that_it_is_to_have()
    {
        var penalty = await OnLaneAsync(() =>
        {
            var (weights, _) = new MixedTraining(shape => new AdaSparse(shape), TestDevice.Here).Fit(_data!, Options, null, TestContext.Current.CancellationToken);
            using var scope = NewDisposeScope();
            var batch = _data!.MixedBatches(1, 0, 512, weights.GroupOf).First();
            var pass = new BaselinePass(weights.Model, DenseTensors.Create(weights.Model, weights.Dense, 1, trainable: false, TestDevice.Here), Rows(weights, batch.Samples), batch.Groups, new ForwardMode(null, null));
            _ = weights.Model.Forward(pass);
            return pass.Penalty!.ToArray()[0];
        });
        Assert.InRange(penalty, 0, 0.06 * 0.06);
    }

    /// <returns>[B, C, E]</returns>
    private static Tensor Rows(BaselineWeights weights, SampleBlock samples)
    {
        var index = RowIndex.Of(weights.Model.Shape.Features, samples);
        var size = weights.Model.RowSize;
        float[] vectors = [.. index.Rows.SelectMany(row => weights.Rows[(row * size)..((row + 1) * size)])];
        return HostMemory.ToTensor<float>(index.Spread(vectors, size), [samples.Count, samples.Columns, size], TestDevice.Here);
    }

    private Task<ComparisonScore> TrainAsync(string name, AreadOptions options) =>
        OnLaneAsync(() => ComparisonSystem.Baselines.Single(system => system.Name == name).Create(TestDevice.Here).Train(_data!, options, null, TestContext.Current.CancellationToken));

    /// <summary>On a thread of its own, as a compute lane.</summary>
    private static Task<T> OnLaneAsync<T>(Func<T> compute) => Task.Factory.StartNew(
        () =>
        {
            TorchLane.Enter(1);
            return compute();
        },
        TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
