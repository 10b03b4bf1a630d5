using Aread.Data;
using Aread.Evaluation;

namespace Aread.Comparison;

/// <summary>Trains by epochs while valid DomainAUC gets better, as a run of AREAD does.</summary>
public static class EarlyStopping
{
    /// <param name="train">Trains an epoch, numbered from 0; gives the steps it took.</param>
    public static ComparisonScore Run(BaselineWeights weights, ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, Func<int, int> train)
    {
        var (best, bestScore, without, epoch, steps) = (weights.Save(), double.NegativeInfinity, 0, 0, 0L);
        for (; epoch < options.Training.MaximumEpochs && without < options.Training.Patience; epoch++)
        {
            steps += train(epoch);
            var score = Evaluate(weights, data, Split.Valid).DomainAuc;
            without++;
            if (score > bestScore) (best, bestScore, without) = (weights.Save(), score.Value, 0);
            progress?.Report(new ComparisonProgress(epoch + 1, options.Training.MaximumEpochs, score));
        }
        weights.Restore(best);
        return new ComparisonScore(Evaluate(weights, data, Split.Test), double.IsFinite(bestScore) ? bestScore : null, epoch, steps, weights.Parameters);
    }

    public static EvaluationReport Evaluate(BaselineWeights weights, ComparisonData data, Split split) => EvaluationReport.From(
        split.ToString().ToLowerInvariant(),
        [.. data.Manifest.Domains.Select((domain, i) =>
        {
            var samples = data.Samples(split, i);
            return new DomainScores(domain.Name, domain.Train.Samples, weights.Score(i, samples), samples.Labels);
        })]);
}
