using Aread.Augmentation;
using Aread.Data;
using Aread.Distributed.Contracts;

namespace Aread.Distributed.Grains;

/// <summary>A domain's part in augmentation, asked of its grain.</summary>
internal sealed class DomainAugmentation(IDomainGrain domain) : IAugmentedDomain
{
    public async Task<ItemCounts> CountItemsAsync(CancellationToken cancellationToken) => (await domain.CountItemsAsync(cancellationToken)).ToItemCounts();

    public async Task<AugmentationProposal> ProposeAsync(AugmentationPlan plan, CancellationToken cancellationToken) =>
        (await domain.ProposeAsync(AugmentationOrder.Of(plan), cancellationToken)).ToProposal();

    public Task TakeAugmentedAsync(SampleBlock samples) => domain.TakeAugmentedAsync(samples.Ids, samples.Labels);
}
