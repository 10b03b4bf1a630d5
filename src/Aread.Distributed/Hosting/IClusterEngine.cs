using Aread.Comparison;
using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Training;

namespace Aread.Distributed.Hosting;

/// <summary>
/// A cluster that trains. Runs belong to the cluster, not to who follows them: when the token of <see cref="IAreadEngine.TrainAsync"/> is
/// cancelled, following ends with <see cref="OperationCanceledException"/> and the run goes on.
/// </summary>
/// <remarks>Where the cluster does not answer, every member throws <see cref="AreadException"/> after some time.</remarks>
public interface IClusterEngine : IAreadEngine
{
    /// <summary>Every run that the cluster was given, the latest last.</summary>
    Task<IReadOnlyList<RunEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The cluster's silos as its store lists them: the living first.</summary>
    Task<IReadOnlyList<SiloEntry>> ListSilosAsync(CancellationToken cancellationToken);

    /// <summary>How busy the living silos are, as they tell it themselves.</summary>
    Task<IReadOnlyList<SiloLoad>> ListLoadsAsync(CancellationToken cancellationToken);

    /// <summary>Begins a run and returns.</summary>
    /// <exception cref="AreadException">See <see cref="IAreadEngine.TrainAsync"/>.</exception>
    Task SubmitAsync(TrainRequest request, CancellationToken cancellationToken);

    /// <summary>Follows a run that is under way, from the latest events that its coordinator holds.</summary>
    /// <exception cref="AreadException">The cluster has no such run, or it is not under way; or see <see cref="IAreadEngine.TrainAsync"/>.</exception>
    IAsyncEnumerable<RunEvent> WatchAsync(string run, CancellationToken cancellationToken);

    /// <summary>Asks a run to stop with a checkpoint, and waits until it has.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="AreadException">The cluster has no such run, or it is not under way.</exception>
    Task<RunEnded> StopAsync(string run, CancellationToken cancellationToken);

    /// <summary>Goes on with a run that was stopped or failed, with the data and directories it was begun with.</summary>
    /// <exception cref="AreadException">The cluster has no such run, or it cannot be gone on with.</exception>
    Task ResumeAsync(string run, CancellationToken cancellationToken);

    /// <summary>The lanes of all silos, for trainings of systems on one data set. Unlike runs, these end with the client.</summary>
    /// <param name="dataset">Silos see it under the same path.</param>
    /// <param name="clusters">Groups of domains for the systems that have a tower for each; null: every domain is one.</param>
    /// <param name="torch">Its device says which silos compute.</param>
    ITrainingPlace PlaceFor(Dataset dataset, DomainClusters? clusters, TorchOptions torch);
}
