using Aread.Hemp;

namespace Aread.Tuning;

/// <summary>
/// Which settings of a grid train on: successive halving over epochs, each rung twice as long as the one before, from one epoch to the most there may be
/// (Jamieson and Talwalkar 2016, "Non-stochastic Best Arm Identification and Hyperparameter Optimization"; Li et al. 2018, "Hyperband", JMLR 18).
/// </summary>
public static class TuningSchedule
{
    /// <returns>Epochs of each rung, ascending: 1, 2, 4, ..., and the most.</returns>
    public static IReadOnlyList<int> Limits(int maximumEpochs)
    {
        var limits = new List<int>();
        for (var epochs = 1; epochs < maximumEpochs; epochs *= 2) limits.Add(epochs);
        return [.. limits, maximumEpochs];
    }

    /// <summary>The better half by best valid DomainAUC, rounded up; after the last rung the best alone. Of equals the first of the grid; what diverged never goes on.</summary>
    /// <param name="trials">Of all settings in the rung, in the order of the grid.</param>
    /// <returns>Their indices, ascending.</returns>
    public static int[] Survivors(IReadOnlyList<TuningTrial> trials, bool last)
    {
        double[] losses = [.. trials.Select(trial => trial.Diverged is null && trial.BestValid is { } score ? -score : double.NaN)];
        var able = losses.Count(loss => !double.IsNaN(loss));
        return SuccessiveHalving.Best(losses, Math.Min(able, last ? 1 : (trials.Count + 1) / 2));
    }

    /// <summary>Trainings, at most.</summary>
    public static int Trainings(int settings, int maximumEpochs)
    {
        var trainings = 1;
        foreach (var _ in Limits(maximumEpochs).TakeWhile(_ => settings > 1)) (trainings, settings) = (trainings + settings, (settings + 1) / 2);
        return trainings;
    }
}
