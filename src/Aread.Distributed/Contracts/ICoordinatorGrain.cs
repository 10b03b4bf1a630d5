using Aread.Data;
using Orleans.Concurrency;

namespace Aread.Distributed.Contracts;

/// <summary>One per run, keyed by its name: holds the shared dense weights, orders the phases, and computes no gradients.</summary>
[Alias("Aread.ICoordinatorGrain")]
public interface ICoordinatorGrain : IGrainWithStringKey
{
    /// <summary>Begins the run; returns when its directory is there and its grains are ready.</summary>
    /// <exception cref="AreadException">The run's name is taken, the data set is not as it should be, or the checkpoint is damaged.</exception>
    [Alias("Start")]
    [ResponseTimeout("00:30:00")]
    Task StartAsync(RunRequest request, StartMode mode);

    /// <summary>Asks the run to stop: after the step under way, or at once where no step is.</summary>
    [Alias("Stop")]
    [AlwaysInterleave]
    Task StopAsync();

    /// <summary>Events from number <paramref name="from"/> on; waits a bounded time for the first.</summary>
    [Alias("ReadEvents")]
    [AlwaysInterleave]
    Task<EventBatch> ReadEventsAsync(int from, CancellationToken cancellationToken);

    [Alias("GetStatus")]
    [AlwaysInterleave]
    Task<RunStatus> GetStatusAsync();

    /// <summary>The dense weights now; the caller checks that they are of the version it was told.</summary>
    [Alias("GetWeights")]
    [AlwaysInterleave]
    Task<DenseWeights> GetWeightsAsync();

    /// <summary>Scores the best checkpoint of a run that is not under way.</summary>
    /// <returns>Metrics in the form of metrics.json.</returns>
    /// <exception cref="AreadException">The run is under way, has no checkpoint, or does not fit the data set.</exception>
    [Alias("Evaluate")]
    [ResponseTimeout("12:00:00")]
    Task<string> EvaluateAsync(RunRequest request, Split split, CancellationToken cancellationToken);
}
