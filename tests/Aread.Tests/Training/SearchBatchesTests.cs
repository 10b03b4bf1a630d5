using Aread.Data;
using Aread.Testing;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Training;

public sealed class SearchBatchesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(null, 8)]
    [InlineData(20, 20)]
    public async Task Trials_have_batches_of_their_own_size_if_it_is_given(int? trialBatchSize, int expected)
    {
        var options = SmallOptions.Create();
        options = options with
        {
            Training = options.Training with { BatchSize = 8, BatchesPerStep = 4 },
            Hemp = options.Hemp with { TrialBatchSize = trialBatchSize, TrialSteps = 2, ScoringBatches = 2 },
        };
        var context = RunContext.Create(await SmallDataset.CreateAsync(_directory["data"], 64, 40), options, TestDevice.Here);
        var train = await PartitionSampleSource.OpenAsync(context.Dataset, context.Domains[0], Split.Train, TestContext.Current.CancellationToken);

        var batches = await SearchBatches.DrawAsync(context, 0, 1, train, SampleBlock.Empty(context.Manifest.Columns), TestContext.Current.CancellationToken);
        Assert.Equal([expected, expected], batches!.Training.Select(batch => batch.Count));
        Assert.Equal([expected, expected], batches.Scoring.Select(batch => batch.Count));
    }
}
