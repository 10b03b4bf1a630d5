using Aread.Data;
using Aread.Testing;
using Aread.Training;

namespace Aread.Tests.Training;

public sealed class ScoringTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>How many samples are scored at once does not change a score beyond rounding, one at a time included.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public async Task Scores_do_not_depend_on_the_scoring_batch(int size)
    {
        var dataset = await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        var whole = await ScoresAsync(dataset, 4096);
        var parts = await ScoresAsync(dataset, size);

        Assert.Equal(16, whole.Length);
        Assert.All(whole.Zip(parts), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    private static async Task<float[]> ScoresAsync(Dataset dataset, int size)
    {
        var options = SmallOptions.Create();
        var context = RunContext.Create(dataset, options with { Training = options.Training with { ScoringBatchSize = size } }, TestDevice.Here);
        var fleet = new LocalFleet(context, new CallerLane(1));
        for (var step = 0; step < 3; step++) await fleet.StepAsync(new StepOrder(step, 0, [new BatchOrder(step, 0, 0, step, Masked: false)]), TestContext.Current.CancellationToken);
        return (await fleet.ScoreAsync(0, Split.Test, TestContext.Current.CancellationToken)).Scores;
    }
}
