using Orleans.Runtime;

namespace Aread.Distributed.Contracts;

/// <summary>A grain does not hold what its coordinator gave it: its silo died, or another attempt at the run has begun.</summary>
public sealed class GrainLostException(string message) : OrleansException(message);
