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
        var trained = new List<TrainedDomain>();
        for (var domain = 0; domain < domains; domain++)
        {
            trained.Add(Train(domain, data, options, cancellationToken));
            progress?.Report(new ComparisonProgress(domain + 1, domains, ValidAuc(trained)));
        }
        return Join(trained);
    }

    /// <summary>What the system came to.</summary>
    /// <param name="domains">All, in their order.</param>
    public static ComparisonScore Join(IReadOnlyList<TrainedDomain> domains) => new(
        domains.Any(domain => domain.Test is null) ? null : DomainScoring.Report(Split.Test, [.. domains.Select(domain => domain.Test!)]),
        ValidAuc(domains),
        domains.Max(domain => domain.Epochs),
        domains.Sum(domain => domain.Steps),
        domains.Sum(domain => domain.Parameters));

    /// <summary>Valid DomainAUC of the domains so far.</summary>
    public static double? ValidAuc(IReadOnlyList<TrainedDomain> domains) => DomainScoring.Report(Split.Valid, [.. domains.Select(domain => domain.Valid)]).DomainAuc;

    /// <summary>AUC; where it is undefined, log loss with its sign turned; null without samples.</summary>
    internal static double? Quality(DomainScores valid) => Auc.Of<float>(valid.Scores, valid.Labels) ?? -LogLoss.Of<float>(valid.Scores, valid.Labels);

    /// <summary>One domain's model, which has nothing to do with the others.</summary>
    public TrainedDomain Train(int domain, ComparisonData data, AreadOptions options, CancellationToken cancellationToken)
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
        return new TrainedDomain(Scores(Split.Valid), data.HasTest ? Scores(Split.Test) : null, epochs, steps, weights.Parameters);
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
}
