using Aread.Evaluation;

namespace Aread.Distributed.Hosting;

/// <summary>What trains and scores runs.</summary>
public interface IAreadEngine : ITrainer
{
    /// <summary>Scores the run's best checkpoint. <paramref name="progress"/> is given the share of the domains that are done, 0 to 1.</summary>
    /// <exception cref="AreadException">There is no such run, it has no checkpoint yet, or the data set does not fit it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<EvaluationReport> EvaluateAsync(EvaluateRequest request, IProgress<double>? progress, CancellationToken cancellationToken);
}
