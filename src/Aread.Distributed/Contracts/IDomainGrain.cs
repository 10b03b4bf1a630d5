using Aread.Data;
using Aread.Distributed.Synchronization;
using Orleans.Concurrency;

namespace Aread.Distributed.Contracts;

/// <summary>
/// One per run and domain, keyed by the domain's index and the run's name: owns the domain's samples, augmented samples, mask,
/// gate statistics and mask history.
/// </summary>
[Alias("Aread.IDomainGrain")]
public interface IDomainGrain : IGrainWithIntegerCompoundKey
{
    [Alias("Start")]
    [ResponseTimeout("00:30:00")]
    Task StartAsync(RunSetup setup);

    /// <summary>The run is over: what is held for it is let go.</summary>
    [Alias("End")]
    Task EndAsync();

    /// <inheritdoc cref="Augmentation.IAugmentedDomain.CountItemsAsync"/>
    [Alias("CountItems")]
    [ResponseTimeout("02:00:00")]
    Task<ItemCountsReply> CountItemsAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="Augmentation.IAugmentedDomain.ProposeAsync"/>
    [Alias("Propose")]
    [ResponseTimeout("02:00:00")]
    Task<ProposalReply> ProposeAsync(AugmentationOrder order, CancellationToken cancellationToken);

    /// <summary>Takes the samples that augmentation gives to this domain.</summary>
    [Alias("TakeAugmented")]
    Task TakeAugmentedAsync(Blob<int> ids, Blob<byte> labels);

    /// <summary>Gradients of a batch: row gradients go to the embedding shards, where they wait for the commit; the rest is returned.</summary>
    /// <param name="attempt">As in <see cref="RunSetup"/>; an order of another one is refused.</param>
    [Alias("Compute")]
    [ResponseTimeout("00:30:00")]
    Task<DenseGradient> ComputeAsync(long attempt, long step, int pass, int batch, bool masked, long version, CancellationToken cancellationToken);

    /// <summary>Searches the domain's next mask (paper Algorithm 1). Sends no gradients.</summary>
    [Alias("Search")]
    [ResponseTimeout("12:00:00")]
    Task<SearchReply> SearchAsync(int round, long step, long version, CancellationToken cancellationToken);

    [Alias("Score")]
    [ResponseTimeout("12:00:00")]
    Task<ScoresReply> ScoreAsync(Split split, long version, CancellationToken cancellationToken);

    /// <summary>Writes the domain's part of a checkpoint.</summary>
    [Alias("Save")]
    [ResponseTimeout("00:30:00")]
    Task<SavedFile> SaveAsync(long step, CancellationToken cancellationToken);

    [Alias("Restore")]
    [ResponseTimeout("00:30:00")]
    Task RestoreAsync(SavedFile file, CancellationToken cancellationToken);

    /// <summary>The domain's part of masks.json.</summary>
    [Alias("Report")]
    [AlwaysInterleave]
    Task<string> ReportAsync();
}
