using Aread.Evaluation;
using Aread.Training;

namespace Aread.Distributed.Hosting;

/// <summary>What trains and scores runs.</summary>
public interface IAreadEngine : IAsyncDisposable
{
    /// <summary>
    /// Trains. The last event is <see cref="RunEnded"/>. When <paramref name="cancellationToken"/> is cancelled the run stops at its next step, with a
    /// checkpoint to resume from: the enumeration does not throw, it ends after a <see cref="RunEnded"/> of <see cref="RunOutcome.Stopped"/>.
    /// </summary>
    /// <exception cref="AreadException">
    /// The data set, the run's directory or its checkpoint is not as it should be. Thrown before the first event or after a
    /// <see cref="RunEnded"/> of <see cref="RunOutcome.Failed"/>.
    /// </exception>
    IAsyncEnumerable<RunEvent> TrainAsync(TrainRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Changes the domains of a run, which goes on with the change; a run that is under way in a cluster does so at its next step. Ends and can be
    /// cancelled as <see cref="TrainAsync"/>.
    /// </summary>
    /// <exception cref="AreadException">The change does not fit the run, and nothing of it is left; or see <see cref="TrainAsync"/>.</exception>
    IAsyncEnumerable<RunEvent> ChangeAsync(DomainRequest request, CancellationToken cancellationToken);

    /// <summary>Scores the run's best checkpoint. <paramref name="progress"/> is given the share of the domains that are done, 0 to 1.</summary>
    /// <exception cref="AreadException">There is no such run, it is under way, it has no checkpoint yet, or the data set does not fit it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<EvaluationReport> EvaluateAsync(EvaluateRequest request, IProgress<double>? progress, CancellationToken cancellationToken);
}
