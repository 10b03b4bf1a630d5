using Aread.Training;

namespace Aread.Comparison;

/// <summary>The best of the epochs that were trained while a score on valid got better.</summary>
/// <param name="Saved">Weights, or whatever the caller keeps of an epoch.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Steps">Optimiser steps.</param>
internal sealed record BestEpoch<T>(T Saved, int Epochs, long Steps)
{
    /// <param name="train">Trains an epoch, numbered from 0; gives the steps it took.</param>
    /// <param name="score">Higher is better. Null: nothing to judge by, so an epoch is kept, but patience runs out.</param>
    /// <param name="save">Keeps what there is now.</param>
    /// <param name="report">Hears of each epoch, numbered from 1, and its score.</param>
    public static BestEpoch<T> Find(TrainingOptions options, Func<int, int> train, Func<double?> score, Func<T> save, Action<int, double?>? report = null)
    {
        var (saved, best, without, epoch, steps) = (save(), double.NegativeInfinity, 0, 0, 0L);
        for (; epoch < options.MaximumEpochs && without < options.Patience; epoch++)
        {
            steps += train(epoch);
            var now = score();
            without++;
            if (!(now <= best)) saved = save();
            if (now > best) (best, without) = (now.Value, 0);
            report?.Invoke(epoch + 1, now);
        }
        return new BestEpoch<T>(saved, epoch, steps);
    }
}
