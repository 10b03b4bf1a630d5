using System.Diagnostics;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>One training of a system, from its start to its end.</summary>
/// <param name="Options">Seed and limits are theirs.</param>
/// <param name="Test">The test split is scored at the end; without it the training does not see the split.</param>
public sealed record TrainingJob(ComparisonSystem System, AreadOptions Options, bool Test = true)
{
    /// <summary>Computes on the calling thread.</summary>
    public TrainedJob Train(ComparisonData data, Device device, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        progress.Report(new ComparisonProgress(0, Options.Training.MaximumEpochs, null));
        var score = System.Create(device).Train(Seen(data), System.Variant(Options), progress, cancellationToken);
        return new TrainedJob(score, clock.Elapsed.TotalSeconds);
    }

    /// <summary>The data as this training may see them.</summary>
    public ComparisonData Seen(ComparisonData data) => Test ? data : data.WithoutTest();
}
