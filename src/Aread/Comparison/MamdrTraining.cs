using Aread.Baselines;
using Aread.Data;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>
/// MAMDR: each epoch the domains negotiate the shared weights, then each domain's specific weights are regularised by other domains (Luo et al.:
/// "MAMDR: A Model Agnostic Learning Framework for Multi-Domain Recommendation", ICDE 2023, Algorithms 1 to 3).
/// </summary>
/// <remarks>
/// Left open by the paper and decided here: negotiation moves the shared weights alone, as Algorithm 1 has no others; the inner optimiser is Adam,
/// whose state goes on from round to round of negotiation. A domain's regularisation has up to three helpers and up to five batches of each and of itself, so that
/// an epoch stays about as long as that of other systems. A domain without train samples helps none, and is scored with the shared weights.
/// </remarks>
public sealed class MamdrTraining(Func<BaselineShape, Baseline> create, Device device) : IBaselineTraining
{
    private const int Helpers = 3, HelperBatches = 5;

    public ComparisonScore Train(ComparisonData data, AreadOptions options, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken)
    {
        var shape = BaselineShape.Create(options.Hei, data.Manifest);
        var weights = new MamdrWeights(new BaselineWeights(create(shape), options, device), options.Training);
        double? Valid() => DomainScoring.Report(data, Split.Valid, weights.Score).DomainAuc;
        var best = BestEpoch<MamdrSnapshot>.Find(
            options.Training,
            epoch => Epoch(weights, data, options, epoch, cancellationToken),
            Valid,
            weights.Save,
            (epoch, score) => progress?.Report(new ComparisonProgress(epoch, options.Training.MaximumEpochs, score)));
        weights.Restore(best.Saved);
        return new ComparisonScore(DomainScoring.Test(data, weights.Score), Valid(), best.Epochs, best.Steps, weights.Parameters);
    }

    private static int Epoch(MamdrWeights weights, ComparisonData data, AreadOptions options, int epoch, CancellationToken cancellationToken)
    {
        var seed = options.Training.Seed;
        int[] domains = [.. Enumerable.Range(0, data.Manifest.Domains.Count).Where(domain => data.Samples(Split.Train, domain).Count > 0)];
        new RandomStream(seed, "mamdr-order", epoch).Shuffle<int>(domains);
        var steps = weights.Negotiate(domains.SelectMany(domain => Batches(domain, seed, epoch)));
        foreach (var domain in domains)
        {
            var passSeed = RandomStream.SeedOf(seed, "mamdr-regularisation", epoch, domain);
            int[] helpers = [.. domains.Where(other => other != domain)];
            new RandomStream(passSeed, "mamdr-helpers").Shuffle<int>(helpers);
            for (var i = 0; i < Math.Min(Helpers, helpers.Length); i++)
                steps += weights.Regularise(domain, Batches(helpers[i], passSeed, i).Take(HelperBatches), Batches(domain, passSeed, i).Take(HelperBatches));
        }
        return steps;

        IEnumerable<MixedBatch> Batches(int domain, long name, int pass)
        {
            foreach (var batch in data.DomainBatches(domain, name, pass, options.Training.SamplesPerStep()))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return batch;
            }
        }
    }
}
