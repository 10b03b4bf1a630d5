namespace Aread.Evaluation;

/// <summary>Metrics of a split: the contents of <c>metrics.json</c>. A null AUC is undefined (one class only).</summary>
/// <param name="Split">valid or test.</param>
/// <param name="Auc">Over all samples together.</param>
/// <param name="LogLoss">Over all samples together; see <see cref="Evaluation.LogLoss"/>.</param>
/// <param name="DomainAuc">Mean of the domains' AUC weighted by their samples in this split.</param>
/// <param name="Major5Auc">The same over the five domains with most train samples.</param>
/// <param name="Minor10Auc">The same over the ten with fewest.</param>
/// <param name="Minor5Auc">The same over the five with fewest.</param>
/// <param name="UndefinedDomains">Domains left out of the means because they have no AUC: no samples in the split, or one class only.</param>
/// <param name="Domains">In the order given.</param>
public sealed record EvaluationReport(
    string Split,
    double? Auc,
    double? LogLoss,
    double? DomainAuc,
    double? Major5Auc,
    double? Minor10Auc,
    double? Minor5Auc,
    IReadOnlyList<string> UndefinedDomains,
    IReadOnlyList<DomainMetrics> Domains)
{
    /// <summary>Scores a split. Ties of train samples go to the domain that comes first.</summary>
    /// <exception cref="DivergedException">A prediction is no probability: training has diverged. Names the domain.</exception>
    public static EvaluationReport From(string split, IReadOnlyList<DomainScores> predictions)
    {
        var lossSums = new double[predictions.Count];
        var domains = new DomainMetrics[predictions.Count];
        for (var domain = 0; domain < domains.Length; domain++) (domains[domain], lossSums[domain]) = Score(split, predictions[domain]);

        double?[] aucs = [.. domains.Select(domain => domain.Auc)];
        long[] weights = [.. domains.Select(domain => domain.Samples)];
        long[] sizes = [.. predictions.Select(domain => domain.TrainSamples)];
        var samples = weights.Sum();
        return new EvaluationReport(
            split,
            Evaluation.Auc.Of<float>([.. predictions.SelectMany(domain => domain.Scores)], [.. predictions.SelectMany(domain => domain.Labels)]),
            samples == 0 ? null : lossSums.Sum() / samples,
            DomainAverage.Of(Enumerable.Range(0, domains.Length), aucs, weights),
            DomainAverage.Of(DomainAverage.Largest(5, sizes), aucs, weights),
            DomainAverage.Of(DomainAverage.Smallest(10, sizes), aucs, weights),
            DomainAverage.Of(DomainAverage.Smallest(5, sizes), aucs, weights),
            [.. domains.Where(domain => domain.Auc is null).Select(domain => domain.Name)],
            domains);
    }

    private static (DomainMetrics Metrics, double LossSum) Score(string split, DomainScores domain)
    {
        foreach (var score in domain.Scores)
            if (!(score is >= 0 and <= 1))
                throw new DivergedException(
                    $"Domain '{domain.DomainName}' is scored {score} on the {split} split, which is no probability: training has diverged. Lower Training:LearningRate.");
        var lossSum = Evaluation.LogLoss.Sum<float>(domain.Scores, domain.Labels);
        var samples = domain.Labels.Length;
        var metrics = new DomainMetrics(
            domain.DomainName,
            samples,
            domain.Labels.AsSpan().Count((byte)1),
            Evaluation.Auc.Of<float>(domain.Scores, domain.Labels),
            samples == 0 ? null : lossSum / samples);
        return (metrics, lossSum);
    }
}
