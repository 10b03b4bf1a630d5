using System.Collections.Concurrent;
using Aread.Comparison;
using Aread.Evaluation;

namespace Aread.Tests.Tuning;

/// <summary>Tells scores instead of training.</summary>
/// <param name="score">Best valid DomainAUC, and epochs trained; may throw.</param>
internal sealed class ScriptedPlace(Func<TrainingJob, (double Score, int Epochs)> score) : ITrainingPlace
{
    public ConcurrentQueue<TrainingJob> Jobs { get; } = [];

    public async Task<TrainedJob> TrainAsync(TrainingJob job, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Jobs.Enqueue(job);
        var (auc, epochs) = score(job);
        var test = job.Test ? new EvaluationReport("test", auc, 0.5, auc, auc, auc, auc, [], []) : null;
        return new TrainedJob(new ComparisonScore(test, auc, epochs, 10, 1000), 1);
    }
}
