using Aread.Baselines;
using Aread.Comparison;
using Aread.Testing;
using static TorchSharp.torch;

namespace Aread.Tests.Comparison;

public sealed class MixedTrainingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(32, 1)]
    [InlineData(8, 4)]
    public async Task A_step_takes_as_many_samples_as_one_of_Aread(int batchSize, int batchesPerStep)
    {
        var data = await ComparisonData.ReadAsync(await SmallDataset.CreateAsync(_directory["data"], 64, 40, 24), TestContext.Current.CancellationToken);
        var options = SmallOptions.Create();
        options = options with { Training = options.Training with { BatchSize = batchSize, BatchesPerStep = batchesPerStep, MaximumEpochs = 1 } };

        var score = new MixedTraining(shape => new Dcn(shape), TestDevice.Here).Train(data, options, null, TestContext.Current.CancellationToken);
        var samples = data.Manifest.Domains.Sum(domain => domain.Train.Samples);
        Assert.Equal((samples + 31) / 32, score.Steps);
    }
}
