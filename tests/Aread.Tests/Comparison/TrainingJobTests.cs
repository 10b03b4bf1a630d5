using Aread.Comparison;
using Aread.Data;
using Aread.Testing;
using static TorchSharp.torch;

namespace Aread.Tests.Comparison;

public sealed class TrainingJobTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private ComparisonData? _data;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _data = await ComparisonData.ReadAsync(await SmallDataset.CreateAsync(_directory["data"], 120, 80), Token);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("DCN")]
    [InlineData("Isolated")]
    [InlineData("MAMDR")]
    [InlineData("AREAD")]
    public void Without_the_test_split_a_training_is_the_same_and_scores_valid_alone(string system)
    {
        var (with, without) = (Train(system, 2, test: true).Score, Train(system, 2, test: false).Score);
        Assert.Equal("test", with.Test!.Split);
        Assert.Null(without.Test);
        Assert.Equal(with with { Test = null }, without);
    }

    [Fact]
    public void What_is_without_the_test_split_has_no_sample_of_it()
    {
        var seen = new TrainingJob(ComparisonSystem.Aread, SmallOptions.Create(), Test: false).Seen(_data!);
        Assert.False(seen.HasTest);
        Assert.Throws<KeyNotFoundException>(() => seen.Samples(Split.Test, 0));
    }

    [Theory]
    [InlineData("DCN")]
    [InlineData("MAMDR")]
    [InlineData("AREAD")]
    public void A_longer_limit_begins_as_a_shorter_one(string system)
    {
        var (shorter, longer) = (new List<ComparisonProgress>(), new List<ComparisonProgress>());
        Train(system, 2, test: false, shorter.Add);
        Train(system, 4, test: false, longer.Add);
        Assert.Equal(3, shorter.Count);
        Assert.Equal(shorter.Select(now => (now.Epoch, now.DomainAuc)), longer.Take(3).Select(now => (now.Epoch, now.DomainAuc)));
    }

    [Fact]
    public void Every_system_is_found_by_its_name()
    {
        Assert.All([.. ComparisonSystem.All, .. Ablation.Systems, .. Study.All.SelectMany(study => study.Points.Select(point => point.System))],
            system => Assert.Same(system, ComparisonSystem.Find(system.Name)));
        Assert.Null(ComparisonSystem.Find("DNC"));
    }

    private TrainedJob Train(string system, int epochs, bool test, Action<ComparisonProgress>? report = null)
    {
        var options = SmallOptions.Create();
        options = options with { Training = options.Training with { MaximumEpochs = epochs, Patience = epochs } };
        return new TrainingJob(ComparisonSystem.Find(system)!, options, test).Train(_data!, TestDevice.Here, new ProgressRelay(report ?? (_ => { })), Token);
    }
}
