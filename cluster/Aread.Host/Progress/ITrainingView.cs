namespace Aread.Host.Progress;

/// <summary>Shows a run while it goes on.</summary>
internal interface ITrainingView
{
    /// <param name="run">The state after each event.</param>
    /// <param name="stop">Cancelled when the run was asked to stop; the run still has a step to finish.</param>
    /// <returns>The last state.</returns>
    Task<TrainingProgress> ShowAsync(IAsyncEnumerable<TrainingProgress> run, CancellationToken stop);
}
