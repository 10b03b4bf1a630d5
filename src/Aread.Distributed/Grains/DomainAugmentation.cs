using Aread.Augmentation;
using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Orleans.Serialization;

namespace Aread.Distributed.Grains;

/// <summary>A domain's part in augmentation, asked of its grain.</summary>
internal sealed class DomainAugmentation(IDomainGrain domain, StepStamp stamp, ParcelShelf parcels, Serializer serializer) : IAugmentedDomain
{
    public async Task<ItemCounts> CountItemsAsync(CancellationToken cancellationToken) =>
        (await (await domain.CountItemsAsync(stamp, cancellationToken)).OpenAsync(serializer)).ToItemCounts();

    public async Task<AugmentationProposal> ProposeAsync(AugmentationPlan plan, CancellationToken cancellationToken)
    {
        var reply = await domain.ProposeAsync(stamp, parcels.Wrap(AugmentationOrder.Of(plan)), cancellationToken);
        return (await reply.OpenAsync(serializer)).ToProposal();
    }

    public Task TakeAugmentedAsync(SampleBlock samples) => domain.TakeAugmentedAsync(stamp, parcels.Wrap(SamplesOrder.Of(samples)));
}
