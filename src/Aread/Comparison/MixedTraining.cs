using Aread.Baselines;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>Epochs over the samples of all domains, until valid DomainAUC has not got better for some: how all systems are trained that have no rule of their own.</summary>
/// <param name="grouped">The system has a tower for each group of domains (<see cref="ComparisonData.GroupOf"/>) instead of one for each domain.</param>
public sealed class MixedTraining(Func<BaselineShape, Baseline> create, Device device, bool grouped = false) : IBaselineTraining
{
    public ComparisonScore Train(ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken) =>
        Fit(data, options, progress, cancellationToken).Score;

    /// <returns>Also the weights that were best.</returns>
    internal (BaselineWeights Weights, ComparisonScore Score) Fit(ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken)
    {
        int[] groupOf = grouped ? data.GroupOf : [.. Enumerable.Range(0, data.Manifest.Domains.Count)];
        var shape = BaselineShape.Create(options.Hei, data.Manifest) with { Domains = groupOf.Max() + 1 };
        var weights = new BaselineWeights(create(shape), options, device) { GroupOf = groupOf };
        return (weights, EarlyStopping.Run(weights, data, options, progress, epoch => Epoch(weights, data, options, epoch, cancellationToken)));
    }

    private static int Epoch(BaselineWeights weights, ComparisonData data, AreadOptions options, int epoch, CancellationToken cancellationToken)
    {
        var steps = 0;
        var (seed, size) = (options.Training.Seed, options.Training.SamplesPerStep());
        var batches = options.Training.BaselineBatches == BaselineBatches.Mixed
            ? data.MixedBatches(seed, epoch, size, weights.GroupOf)
            : data.DomainsInTurn(seed, epoch, size, weights.GroupOf);
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            weights.Step(batch);
            steps++;
        }
        return steps;
    }
}
