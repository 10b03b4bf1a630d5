using Aread.Data;

namespace Aread.Comparison;

/// <summary>Trains by epochs while valid DomainAUC gets better, as a run of AREAD does.</summary>
public static class EarlyStopping
{
    /// <param name="train">Trains an epoch, numbered from 0; gives the steps it took.</param>
    public static ComparisonScore Run(BaselineWeights weights, ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, Func<int, int> train)
    {
        double? bestValid = null;
        var best = BestEpoch<BaselineSnapshot>.Find(options.Training, train, () => DomainScoring.Report(data, Split.Valid, weights.Score).DomainAuc, weights.Save, (epoch, score) =>
        {
            if (!(score <= bestValid)) bestValid = score;
            progress?.Report(new ComparisonProgress(epoch, options.Training.MaximumEpochs, score));
        });
        weights.Restore(best.Saved);
        return new ComparisonScore(DomainScoring.Test(data, weights.Score), bestValid, best.Epochs, best.Steps, weights.Parameters);
    }
}
