using Orleans.CodeGeneration;
using Orleans.Runtime;

namespace Aread.Distributed.Contracts;

/// <summary>A grain that holds a part of a run for its coordinator.</summary>
[Version(1)]
[Alias("Aread.IRunPartGrain")]
[GrainInterfaceType("Aread.IRunPartGrain")]
public interface IRunPartGrain : IGrainWithIntegerCompoundKey
{
    /// <summary>Begins an attempt at the run.</summary>
    [Alias("Start")]
    [ResponseTimeout("00:30:00")]
    Task<StartReply> StartAsync(RunSetup setup);

    /// <summary>Goes to another silo, without what it holds.</summary>
    [Alias("Move")]
    Task MoveAsync(SiloAddress target);

    /// <summary>The run is over here: what is held for it is let go.</summary>
    [Alias("End")]
    Task EndAsync(long attempt);
}
