namespace Aread.Distributed.Contracts;

/// <summary>A run of the cluster.</summary>
/// <param name="IsWanted">The cluster is to train it: it was begun and has not ended.</param>
[GenerateSerializer, Immutable, Alias("Aread.RunEntry")]
public sealed record RunEntry(
    [property: Id(0)] RunStatus Status,
    [property: Id(1)] RunRequest Request,
    [property: Id(2)] bool IsWanted) : WireRecord;
