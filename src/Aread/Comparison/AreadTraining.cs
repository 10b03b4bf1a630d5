using Aread.Data;
using Aread.Tensors;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>AREAD as the comparison trains it: the plain loop, which gives the same numbers as a run on any number of silos.</summary>
public sealed class AreadTraining(Device device) : IBaselineTraining
{
    public ComparisonScore Train(ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken)
    {
        var context = RunContext.Create(data.Dataset, options, device);
        var (epochs, best, steps) = (0, default(double?), 0L);
        var fleet = new LocalFleet(context, new CallerLane(options.Compute.ThreadsPerLane), happened =>
        {
            steps = Math.Max(steps, happened.Step);
            if (happened is not EpochEvaluated { Report.Split: "valid" } evaluated) return;
            epochs = evaluated.Epoch;
            if (evaluated.Best) best = evaluated.Report.DomainAuc;
            progress?.Report(new ComparisonProgress(epochs, options.Training.MaximumEpochs, evaluated.Report.DomainAuc));
        });
        var test = LaneContext.Run(async () =>
        {
            var loop = new TrainingLoop(context, fleet);
            if (data.HasTest) return await loop.RunAsync(new TrainingState(), cancellationToken);
            await loop.TrainAsync(new TrainingState(), cancellationToken);
            return null;
        });
        return new ComparisonScore(test, best, epochs, steps, context.Model.Layout.Length + (long)fleet.Embeddings.Weights.Length);
    }
}
