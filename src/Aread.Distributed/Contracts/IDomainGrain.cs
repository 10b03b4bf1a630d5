using Aread.Data;
using Aread.Distributed.Synchronization;
using Orleans.CodeGeneration;
using Orleans.Concurrency;

namespace Aread.Distributed.Contracts;

/// <summary>
/// One per run and domain, keyed by the domain's index and <see cref="DomainKey"/>: owns the domain's samples, augmented samples, mask,
/// gate statistics and mask history.
/// </summary>
/// <remarks>Every call about an attempt throws <see cref="GrainLostException"/> if the grain does not serve the attempt of the order.</remarks>
[Version(1)]
[Alias("Aread.IDomainGrain")]
[GrainInterfaceType("Aread.IDomainGrain")]
public interface IDomainGrain : IRunPartGrain, IParcelSender
{
    /// <summary>Answers at once, whatever else is under way: a caller that waits for a long reply can see that its silo is still there.</summary>
    [Alias("Ping")]
    [AlwaysInterleave]
    Task PingAsync();

    /// <inheritdoc cref="Augmentation.IAugmentedDomain.CountItemsAsync"/>
    [Alias("CountItems")]
    [ResponseTimeout("02:00:00")]
    Task<Parcel<ItemCountsReply>> CountItemsAsync(StepStamp stamp, CancellationToken cancellationToken);

    /// <inheritdoc cref="Augmentation.IAugmentedDomain.ProposeAsync"/>
    [Alias("Propose")]
    [ResponseTimeout("02:00:00")]
    Task<Parcel<ProposalReply>> ProposeAsync(StepStamp stamp, Parcel<AugmentationOrder> order, CancellationToken cancellationToken);

    /// <summary>Takes the samples that augmentation gives to this domain.</summary>
    [Alias("TakeAugmented")]
    [ResponseTimeout("00:30:00")]
    Task TakeAugmentedAsync(StepStamp stamp, Parcel<SamplesOrder> samples);

    /// <summary>Begins to read batches of the next step and their rows, and returns. Changes no result.</summary>
    /// <param name="stamp">Of the step under way.</param>
    [Alias("Prepare")]
    [AlwaysInterleave]
    Task PrepareAsync(StepStamp stamp, IReadOnlyList<BatchSlot> next);

    /// <summary>Gradients of the domain's batches of a step: row gradients go to the embedding shards, where they wait for the commit.</summary>
    [Alias("Compute")]
    [ResponseTimeout("00:30:00")]
    Task<Parcel<StepReply>> ComputeAsync(StepRequest request, CancellationToken cancellationToken);

    /// <summary>Searches the domain's next mask (paper Algorithm 1). Sends no gradients.</summary>
    [Alias("Search")]
    [ResponseTimeout("12:00:00")]
    Task<SearchReply> SearchAsync(StepStamp stamp, int round, long weightsVersion, CancellationToken cancellationToken);

    /// <summary>Goes on as after a search that found this state.</summary>
    [Alias("Adopt")]
    Task AdoptAsync(StepStamp stamp, string state);

    [Alias("Score")]
    [ResponseTimeout("12:00:00")]
    Task<Parcel<ScoresReply>> ScoreAsync(StepStamp stamp, Split split, long weightsVersion, CancellationToken cancellationToken);

    /// <summary>Takes down what belongs into a checkpoint, to be written while training goes on.</summary>
    [Alias("Snapshot")]
    Task SnapshotAsync(StepStamp stamp);

    /// <summary>Writes what the last snapshot took down.</summary>
    [Alias("WriteSnapshot")]
    [AlwaysInterleave]
    [ResponseTimeout("00:30:00")]
    Task<SavedFile> WriteSnapshotAsync(StepStamp stamp, CancellationToken cancellationToken);

    [Alias("Restore")]
    [ResponseTimeout("00:30:00")]
    Task RestoreAsync(StepStamp stamp, SavedFile file, CancellationToken cancellationToken);

    /// <summary>The domain's part of masks.json.</summary>
    [Alias("Report")]
    [AlwaysInterleave]
    Task<string> ReportAsync(StepStamp stamp);
}
