using Aread.Testing;
using Aread.Training;

namespace Aread.Tests.Training;

/// <summary>Steps over several domain batches: which batches they take, and that their mean has the same bits however it is formed.</summary>
public sealed class SeveralBatchesTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private RunContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        var options = SmallOptions.Create();
        options = options with { Training = options.Training with { BatchesPerStep = 4 } };
        _context = RunContext.Create(await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17), options, TestDevice.Here);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_batches_are_those_of_the_sequential_algorithm_in_its_order()
    {
        var (several, single) = (new RecordingFleet(_context, 0.6, 0.7), new RecordingFleet(With(1), 0.6, 0.7));
        await new TrainingLoop(_context, several).RunAsync(new TrainingState(), TestContext.Current.CancellationToken);
        await new TrainingLoop(With(1), single).RunAsync(new TrainingState(), TestContext.Current.CancellationToken);

        Assert.Equal(single.Batches, several.Batches);
        Assert.Contains(several.Steps, step => step.Batches.Count == 4);
        Assert.All(several.Steps, step => Assert.InRange(step.Batches.Count, 1, 4));
        Assert.Equal(Enumerable.Range(0, several.Steps.Count).Select(step => (long)step), several.Steps.Select(step => step.Step));
    }

    /// <summary>A search comes every SearchInterval batches, between two steps.</summary>
    [Fact]
    public async Task No_step_reaches_over_a_search_or_the_end_of_warm_up()
    {
        var fleet = new RecordingFleet(_context, 0.6, 0.7);
        await new TrainingLoop(_context, fleet).RunAsync(new TrainingState(), TestContext.Current.CancellationToken);

        const int warmUp = 5, interval = 7;
        Assert.All(fleet.Steps, step => Assert.Single(step.Batches.Select(batch => batch.Number < warmUp ? -1 : (batch.Number - warmUp) / interval).Distinct()));
        Assert.Equal(fleet.Steps.Where(step => step.Step > 0 && step.Batches[0].Number != warmUp && fleet.Steps[(int)step.Step - 1].Epoch == step.Epoch).Select(step => step.Step), fleet.Prepared);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(6)]
    public async Task Stopping_and_going_on_takes_the_same_steps(long stopAt)
    {
        var undisturbed = new RecordingFleet(_context, 0.6, 0.7);
        await new TrainingLoop(_context, undisturbed).RunAsync(new TrainingState(), TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var stopped = new RecordingFleet(_context, 0.6, 0.7) { OnStep = order => { if (order.Step == stopAt) stop.Cancel(); } };
        await Assert.ThrowsAsync<OperationCanceledException>(() => new TrainingLoop(_context, stopped).RunAsync(new TrainingState(), stop.Token));
        var resumed = new RecordingFleet(_context, 0.6, 0.7);
        await new TrainingLoop(_context, resumed).RunAsync(stopped.Latest!, TestContext.Current.CancellationToken);

        Assert.Equal(undisturbed.Steps.Select(step => step.Batches.Count), stopped.Steps.Concat(resumed.Steps).Select(step => step.Batches.Count));
        Assert.Equal(undisturbed.Batches, stopped.Batches.Concat(resumed.Batches));
    }

    [Fact]
    public void The_mean_gradient_has_the_same_bits_in_any_order_and_grouping()
    {
        var stream = new RandomStream(1, "gradients");
        var gradients = Enumerable.Range(0, 7).Select(_ => Enumerable.Range(0, 1000).Select(_ => (float)(stream.NextNormal() * Math.Pow(10, stream.Next(12) - 9))).ToArray()).ToArray();
        bool[] touched = [true, false];

        var inOrder = Sum(gradients.Select(gradient => Part(gradient, touched)));
        var backwards = Sum(gradients.Reverse().Select(gradient => Part(gradient, touched)));
        var grouped = Sum([Sum(gradients.Take(3).Select(gradient => Part(gradient, touched))), Sum(gradients.Skip(3).Select(gradient => Part(gradient, touched)))]);

        Assert.Equal(inOrder.Mean(), backwards.Mean());
        Assert.Equal(inOrder.Mean(), grouped.Mean());
        Assert.Equal(7, grouped.Batches);
        for (var i = 0; i < 1000; i++) Assert.Equal(gradients.Average(gradient => (double)gradient[i]), inOrder.Mean()[i], 1e-6 * gradients.Max(gradient => Math.Abs(gradient[i])) + 6e-14);
    }

    [Fact]
    public void A_step_of_one_batch_keeps_its_gradient_and_slices_are_touched_if_any_batch_touches_them()
    {
        float[] gradient = [1e-20f, 3];
        Assert.Same(gradient, Part(gradient, [true]).Mean());
        Assert.Equal([true, true, false], Sum([Part(gradient, [true, false, false]), Part(gradient, [false, true, false])]).TouchedSlices);
    }

    [Theory]
    [InlineData(2048f)]
    [InlineData(-1e30f)]
    public void A_gradient_too_large_to_be_combined_is_an_error_and_no_wrong_sum(float value)
    {
        Assert.Throws<ArgumentException>(() => Sum([Part([1f], [true]), Part([value], [true])]));
        var result = new StepResult(0.5, 1, [1f, value], [], [], [], [3], [0f], []);
        result.RequireFinite("shoes", 7, combined: false);
        var fault = Assert.Throws<DivergedException>(() => result.RequireFinite("shoes", 7, combined: true));
        Assert.Contains("step 7 (domain 'shoes')", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_gradients_are_averaged_over_all_batches_of_the_step()
    {
        var mean = RowGradients.Mean([new([2, 5], [1, 1, 2, 2]), new([5, 9], [4, 6, 8, 8])], batches: 4, size: 2);

        Assert.Equal([2, 5, 9], mean.Rows);
        Assert.Equal([0.25f, 0.25f, 1.5f, 2f, 2f, 2f], mean.Values);
    }

    [Theory]
    [InlineData(LearningRateRule.Fixed, 1e-3)]
    [InlineData(LearningRateRule.SquareRoot, 4e-3)]
    [InlineData(LearningRateRule.Linear, 16e-3)]
    public void The_learning_rate_follows_the_batches_of_a_step(LearningRateRule rule, double expected) =>
        Assert.Equal(expected, AdamRule.Of(new TrainingOptions { BatchesPerStep = 16, LearningRateRule = rule }).LearningRate, 1e-12);

    private RunContext With(int batches) => _context with { Options = _context.Options with { Training = _context.Options.Training with { BatchesPerStep = batches } } };

    private static PartialGradient Part(float[] gradient, bool[] touched)
    {
        var part = new PartialGradient();
        part.Add(gradient, touched);
        return part;
    }

    private static PartialGradient Sum(IEnumerable<PartialGradient> parts)
    {
        var sum = new PartialGradient();
        foreach (var part in parts) sum.Add(part);
        return sum;
    }
}
