using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Aread.Distributed.Contracts;

/// <summary>
/// One training of a system, done by one silo for a client; keyed by a name of the client's and <see cref="DomainKey"/>. Nothing of it is kept: a client
/// whose job is lost begins another. A job that its client no longer asks after ends by itself.
/// </summary>
[Version(1)]
[Alias("Aread.ITrainingJobGrain")]
[GrainInterfaceType("Aread.ITrainingJobGrain")]
public interface ITrainingJobGrain : IGrainWithIntegerCompoundKey, IParcelSender
{
    /// <summary>The silo that this grain has come to. No job is begun by it.</summary>
    [Alias("Describe")]
    [AlwaysInterleave]
    [ResponseTimeout("00:00:10")]
    Task<TrainingSilo> DescribeAsync();

    /// <summary>Begins the job and returns.</summary>
    /// <returns>Where.</returns>
    [Alias("Start")]
    [ResponseTimeout("00:00:20")]
    Task<SiloAddress> StartAsync(TrainingJobOrder order);

    /// <summary>How the job stands, or how it ended; waits a bounded time for news.</summary>
    /// <param name="seen">Reports that the caller knows of.</param>
    /// <exception cref="UnfitSiloException">This silo cannot do the job; another one may.</exception>
    /// <exception cref="DivergedException">The training came to numbers that are none.</exception>
    /// <exception cref="GrainLostException">There is no such job here any more.</exception>
    [Alias("Poll")]
    [AlwaysInterleave]
    [ResponseTimeout("00:00:15")]
    Task<TrainingJobStatus> PollAsync(long seen, CancellationToken cancellationToken);

    /// <summary>Breaks the job off, if it goes on, and lets its result go.</summary>
    [Alias("End")]
    [AlwaysInterleave]
    Task EndAsync();
}
