using Aread.Baselines;
using Aread.Data;
using Aread.Evaluation;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>A model for each domain, trained on its samples alone: what a domain comes to without the others.</summary>
/// <remarks>
/// Domains are trained one after the other, each with an embedding table of its own, from the same start weights; a domain's model is let go once
/// valid and test are scored. It stops on the domain's own valid AUC, on log loss where valid has one class only, and without valid samples after
/// <c>Training:Patience</c> epochs. A domain without train samples is scored with the start weights. Progress counts domains, epochs are those of the
/// domain that took most, parameters are those of all models together.
/// </remarks>
public sealed class IsolatedTraining(Func<BaselineShape, Baseline> create, Device device) : IBaselineTraining
{
    public ComparisonScore Train(ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken)
    {
        var domains = data.Manifest.Domains.Count;
        var (valid, test, epochs, steps, parameters) = (new List<DomainScores>(), new List<DomainScores>(), 0, 0L, 0L);
        for (var domain = 0; domain < domains; domain++)
        {
            var trained = Train(domain, data, options, cancellationToken);
            valid.Add(trained.Valid);
            test.Add(trained.Test);
            (epochs, steps, parameters) = (Math.Max(epochs, trained.Epochs), steps + trained.Steps, parameters + trained.Parameters);
            progress?.Report(new ComparisonProgress(domain + 1, domains, DomainScoring.Report(Split.Valid, valid).DomainAuc));
        }
        return new ComparisonScore(DomainScoring.Report(Split.Test, test), DomainScoring.Report(Split.Valid, valid).DomainAuc, epochs, steps, parameters);
    }

    /// <summary>AUC; where it is undefined, log loss with its sign turned; null without samples.</summary>
    internal static double? Quality(DomainScores valid) => Auc.Of<float>(valid.Scores, valid.Labels) ?? -LogLoss.Of<float>(valid.Scores, valid.Labels);

    private Trained Train(int domain, ComparisonData data, AreadOptions options, CancellationToken cancellationToken)
    {
        var weights = new BaselineWeights(create(BaselineShape.Create(options.Hei, data.Manifest)), options, device);
        DomainScores Scores(Split split) => DomainScoring.Of(data, split, domain, weights.Score);
        var (epochs, steps) = (0, 0L);
        if (data.Samples(Split.Train, domain).Count > 0)
        {
            var best = BestEpoch<BaselineSnapshot>.Find(
                options.Training,
                epoch => Epoch(weights, domain, data, options, epoch, cancellationToken),
                () => Quality(Scores(Split.Valid)),
                weights.Save);
            weights.Restore(best.Saved);
            (epochs, steps) = (best.Epochs, best.Steps);
        }
        return new Trained(Scores(Split.Valid), Scores(Split.Test), epochs, steps, weights.Parameters);
    }

    private static int Epoch(BaselineWeights weights, int domain, ComparisonData data, AreadOptions options, int epoch, CancellationToken cancellationToken)
    {
        var steps = 0;
        foreach (var batch in data.DomainBatches(domain, options.Training.Seed, epoch, options.Training.SamplesPerStep()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            weights.Step(batch);
            steps++;
        }
        return steps;
    }

    private sealed record Trained(DomainScores Valid, DomainScores Test, int Epochs, long Steps, long Parameters);
}
