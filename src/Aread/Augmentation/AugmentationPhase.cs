using Aread.Training;

namespace Aread.Augmentation;

/// <summary>The Augment phase over all domains: count, plan, propose, assign. (paper Corollary 1)</summary>
public sealed class AugmentationPhase(RunContext context)
{
    /// <param name="domains">In the order of the data set.</param>
    public async Task<AugmentationSummary> RunAsync(IReadOnlyList<IAugmentedDomain> domains, CancellationToken cancellationToken)
    {
        var options = context.Options.Augmentation;
        ItemCounts[] counted = options.Enabled ? await Task.WhenAll(domains.Select(domain => domain.CountItemsAsync(cancellationToken))) : [];
        var plan = await Task.Run(
            () => AugmentationPlan.Create(options, [.. context.Domains.Select(domain => domain.Train.Samples)], ItemCounts.Merge(counted)), cancellationToken);
        if (plan.Reason is not null) return new AugmentationSummary(plan.Minors.Count, plan.Majors.Count, 0, plan.Reason);

        var proposals = await Task.WhenAll(plan.Majors.Select(major => domains[major].ProposeAsync(plan, cancellationToken)));
        var given = await Task.Run(
            () => new CounterfactualAugmenter(context.Manifest, context.Seed).Assign(plan, AugmentationProposal.Merge(proposals, plan.Wanted)), cancellationToken);
        await Task.WhenAll(given.ByDomain.Select(minor => domains[minor.Key].TakeAugmentedAsync(minor.Value)));
        return new AugmentationSummary(plan.Minors.Count, plan.Majors.Count, given.Given, given.Shortage);
    }
}
