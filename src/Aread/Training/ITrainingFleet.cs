using Aread.Augmentation;
using Aread.Data;
using Aread.Evaluation;

namespace Aread.Training;

/// <summary>
/// Those who hold a run's weights, samples and masks and do what <see cref="TrainingLoop"/> orders. The loop knows no more of them;
/// two fleets given the same orders end with the same bits.
/// </summary>
public interface ITrainingFleet
{
    /// <summary>Gives small domains samples of large ones (paper Corollary 1). Repeating it gives the same samples.</summary>
    Task<AugmentationSummary> AugmentAsync(CancellationToken cancellationToken);

    /// <summary>Lets domains read what a later step will want, while other work goes on. Changes no result.</summary>
    void Prepare(StepOrder next);

    /// <summary>Computes the gradients of a step's batches and applies their mean.</summary>
    /// <exception cref="AreadException">The loss is not finite; nothing was applied.</exception>
    Task<StepSummary> StepAsync(StepOrder order, CancellationToken cancellationToken);

    /// <summary>Finds a domain's next mask. Searches of several domains may run at once.</summary>
    Task<SearchSummary> SearchAsync(SearchOrder order, CancellationToken cancellationToken);

    /// <summary>Scores all samples of a domain's split. Several domains may be scored at once.</summary>
    Task<DomainScores> ScoreAsync(int domain, Split split, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps weights, masks and <paramref name="state"/> as the latest, and as the best too if it is. When it returns, they are as they will be
    /// kept, and training may go on.
    /// </summary>
    /// <returns>Ends when all is kept: with the SHA-256 of the whole, or null where it is kept in memory only.</returns>
    Task<Task<string?>> SaveAsync(TrainingState state, bool best, CancellationToken cancellationToken);

    /// <summary>Goes back to what was saved last as <paramref name="point"/>.</summary>
    Task RestoreAsync(SavePoint point, CancellationToken cancellationToken);

    /// <summary>Takes note of an event.</summary>
    ValueTask ReportAsync(RunEvent happened);
}
