namespace Aread.Comparison;

/// <summary>Where trainings are done.</summary>
public interface ITrainingPlace
{
    /// <summary>Trains when a lane is free. Those that wait are begun in the order of the calls.</summary>
    /// <param name="progress">Hears of the start, as epoch 0, and of each epoch; from any thread. A training that is begun again begins again with epoch 0.</param>
    /// <exception cref="DivergedException">It came to numbers that are none.</exception>
    /// <exception cref="AreadException">The data or options cannot be trained with.</exception>
    Task<TrainedJob> TrainAsync(TrainingJob job, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken);
}
