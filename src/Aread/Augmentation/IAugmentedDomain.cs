using Aread.Data;

namespace Aread.Augmentation;

/// <summary>A domain's part in augmentation, wherever the domain is.</summary>
public interface IAugmentedDomain
{
    /// <summary>Exposures and positives of the items in its train samples.</summary>
    Task<ItemCounts> CountItemsAsync(CancellationToken cancellationToken);

    /// <summary>Its best samples to give away.</summary>
    Task<AugmentationProposal> ProposeAsync(AugmentationPlan plan, CancellationToken cancellationToken);

    /// <summary>Takes what it is given.</summary>
    Task TakeAugmentedAsync(SampleBlock samples);
}
