using Aread.Data;
using Aread.Distributed.Synchronization;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Aread.Distributed.Contracts;

/// <summary>One per run, keyed by its name: holds the shared dense weights, orders the phases, and computes no gradients.</summary>
[Version(1)]
[Alias("Aread.ICoordinatorGrain")]
[GrainInterfaceType("Aread.ICoordinatorGrain")]
public interface ICoordinatorGrain : IGrainWithStringKey, IParcelSender
{
    /// <summary>Begins the run; returns when its directory is there and its grains are ready.</summary>
    /// <returns>Number of the first event to come.</returns>
    /// <exception cref="AreadException">
    /// The run's name is taken, the data set is not as it should be, the checkpoint is damaged, or no silo is there that can compute it.
    /// </exception>
    [Alias("Start")]
    [ResponseTimeout("00:30:00")]
    Task<long> StartAsync(RunRequest request, StartMode mode);

    /// <summary>
    /// Changes the run's domains: those of a run that is under way at its next step, while it goes on; a run that is not goes on with the change. Returns when
    /// the change is part of the run's checkpoint and cannot be lost any more.
    /// </summary>
    /// <returns>Number of the first event to come.</returns>
    /// <exception cref="AreadException">The order does not fit the run, or the run cannot be gone on with; nothing of it is left.</exception>
    [Alias("ChangeDomains")]
    [ResponseTimeout("00:30:00")]
    Task<long> ChangeDomainsAsync(RunRequest request, DomainOrder order);

    /// <summary>Goes on with a run that the cluster is to train, if nobody does: its coordinator's silo may have died.</summary>
    /// <exception cref="AreadException">It cannot be gone on with here; the next call may reach another silo.</exception>
    [Alias("Ensure")]
    [ResponseTimeout("00:30:00")]
    Task EnsureAsync(RunRequest request);

    /// <summary>Makes the events of a run that has ended readable again, for those who followed it when its coordinator's silo died.</summary>
    [Alias("Recall")]
    Task RecallAsync(RunEntry ended);

    /// <summary>Asks the run to stop: after the step under way, or at once where no step is.</summary>
    [Alias("Stop")]
    [AlwaysInterleave]
    Task StopAsync();

    /// <summary>Events from number <paramref name="from"/> on; waits a bounded time for the first.</summary>
    /// <remarks>A client hears of the death of the silo that it calls through by this call's own limit.</remarks>
    [Alias("ReadEvents")]
    [AlwaysInterleave]
    [ResponseTimeout("00:00:20")]
    Task<EventBatch> ReadEventsAsync(long from, CancellationToken cancellationToken);

    [Alias("GetStatus")]
    [AlwaysInterleave]
    Task<RunStatus> GetStatusAsync();

    /// <summary>The dense weights now; the caller checks that they are of the version it was told.</summary>
    [Alias("GetWeights")]
    [AlwaysInterleave]
    Task<Parcel<DenseWeights>> GetWeightsAsync(long attempt);

    /// <summary>Scores the best checkpoint of a run that is not under way.</summary>
    /// <returns>Metrics in the form of metrics.json.</returns>
    /// <exception cref="AreadException">The run is under way, has no checkpoint, or does not fit the data set.</exception>
    [Alias("Evaluate")]
    [ResponseTimeout("12:00:00")]
    Task<string> EvaluateAsync(RunRequest request, Split split, CancellationToken cancellationToken);
}
