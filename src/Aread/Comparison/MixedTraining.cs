using Aread.Baselines;
using Aread.Data;
using Aread.Evaluation;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>Epochs over the samples of all domains, until valid DomainAUC has not got better for some: how all systems are trained that have no rule of their own.</summary>
public sealed class MixedTraining(Func<BaselineShape, Baseline> create, Device device) : IBaselineTraining
{
    public ComparisonScore Train(ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken)
    {
        var weights = new BaselineWeights(create(BaselineShape.Create(options.Hei, data.Manifest)), options, device);
        return EarlyStopping.Run(weights, data, options, progress, epoch => Epoch(weights, data, options, epoch, cancellationToken));
    }

    private static int Epoch(BaselineWeights weights, ComparisonData data, AreadOptions options, int epoch, CancellationToken cancellationToken)
    {
        var steps = 0;
        foreach (var batch in data.MixedBatches(options.Training.Seed, epoch, options.Training.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            weights.Step(batch);
            steps++;
        }
        return steps;
    }
}
