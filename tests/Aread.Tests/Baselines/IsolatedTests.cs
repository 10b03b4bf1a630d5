using Aread.Baselines;
using Aread.Comparison;
using Aread.Data;
using Aread.Evaluation;
using Aread.Hei;
using Aread.Testing;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

public sealed class IsolatedTests : IDisposable
{
    private static readonly AreadOptions Options = new()
    {
        Hei = new HeiOptions { EmbeddingSize = 4, BottomWidths = [8], Normalization = Normalization.None },
        Training = new TrainingOptions { BatchSize = 64, LearningRate = 0.01, MaximumEpochs = 2, Patience = 2 },
    };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Scores_of_a_domain_come_from_its_own_samples_alone()
    {
        var (few, many) = (Train(await ReadAsync(300, 40)), Train(await ReadAsync(300, 200)));
        Assert.Equal(few.Test!.Domains[0], many.Test!.Domains[0]);
        Assert.NotEqual(few.Test!.Domains[1], many.Test!.Domains[1]);
    }

    [Fact]
    public async Task A_domain_without_train_samples_is_scored_with_start_weights()
    {
        var data = await ReadAsync(300, 0);
        var score = Train(data);
        var start = Weights(data);
        Assert.Equal(DomainScoring.Report(data, Split.Test, start.Score).Domains[1], score.Test!.Domains[1]);
        Assert.NotEqual(DomainScoring.Report(data, Split.Test, start.Score).Domains[0], score.Test!.Domains[0]);
    }

    [Fact]
    public async Task Every_domain_has_weights_of_its_own_and_progress_counts_domains()
    {
        var data = await ReadAsync(100, 130, 50);
        var heard = new List<ComparisonProgress>();
        var score = Train(data, new Listener(heard));
        Assert.Equal(3 * Weights(data).Parameters, score.Parameters);
        Assert.Equal(2 * (2 + 3 + 1), score.Steps);
        Assert.Equal([(1, 3), (2, 3), (3, 3)], heard.Select(progress => (progress.Epoch, progress.Epochs)));
        Assert.Equal(score.BestValid, heard[^1].DomainAuc);
    }

    [Fact]
    public void A_domain_stops_on_its_auc_and_where_that_is_undefined_on_log_loss()
    {
        float[] scores = [0.2f, 0.6f, 0.9f];
        Assert.Equal(0.5, IsolatedTraining.Quality(new DomainScores("d", 1, scores, [0, 1, 0])));
        var better = IsolatedTraining.Quality(new DomainScores("d", 1, [0.8f, 0.9f, 0.9f], [1, 1, 1]));
        Assert.True(better > IsolatedTraining.Quality(new DomainScores("d", 1, scores, [1, 1, 1])));
        Assert.Null(IsolatedTraining.Quality(new DomainScores("d", 1, [], [])));
    }

    [Theory]
    [InlineData(new[] { 0.6, 0.7, 0.65, 0.7, 0.69, 0.9 }, 5, 2)]
    [InlineData(new[] { -0.7, -0.6, -0.5, -0.4, -0.3, -0.2 }, 6, 6)]
    [InlineData(new[] { double.NaN, double.NaN, double.NaN, double.NaN }, 3, 3)]
    public void Training_ends_when_patience_does_and_the_best_epoch_stays(double[] scores, int epochs, int kept)
    {
        var epoch = 0;
        var best = BestEpoch<int>.Find(
            new TrainingOptions { MaximumEpochs = 6, Patience = 3 },
            number => epoch = number + 1,
            () => double.IsNaN(scores[epoch - 1]) ? null : scores[epoch - 1],
            () => epoch);
        Assert.Equal((epochs, kept, epochs * (epochs + 1) / 2), (best.Epochs, best.Saved, best.Steps));
    }

    private static ComparisonScore Train(ComparisonData data, IProgress<ComparisonProgress>? progress = null) =>
        new IsolatedTraining(shape => new Dcn(shape), TestDevice.Here).Train(data, Options, progress, TestContext.Current.CancellationToken);

    private static BaselineWeights Weights(ComparisonData data) => new(new Dcn(BaselineShape.Create(Options.Hei, data.Manifest)), Options, TestDevice.Here);

    private async Task<ComparisonData> ReadAsync(params int[] trainSamples) => await ComparisonData.ReadAsync(
        await TastesDataset.CreateAsync(_directory[string.Join('-', trainSamples)], trainSamples), TestContext.Current.CancellationToken);

    private sealed class Listener(List<ComparisonProgress> heard) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => heard.Add(value);
    }
}
