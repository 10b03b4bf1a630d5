using System.ComponentModel.DataAnnotations;

namespace Aread;

/// <summary>How the compute lanes of a silo are laid out.</summary>
public sealed record ComputeOptions
{
    /// <summary>Compute threads per silo; 0 = one per processor. Does not change results.</summary>
    [Range(0, 1024)]
    public int Lanes { get; init; }

    /// <summary>Threads inside one tensor operation. Part of the result: sums may be split differently.</summary>
    [Range(1, 256)]
    public int ThreadsPerLane { get; init; } = 1;

    /// <summary>Work items that may wait for a lane before callers are held back.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; init; } = 4096;
}
