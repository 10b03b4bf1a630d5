using Orleans.Runtime;

namespace Aread.Distributed.Contracts;

/// <summary>Answer to the order to begin an attempt at a run.</summary>
/// <param name="Silo">Where the grain is.</param>
/// <param name="Refusal">Why this silo cannot serve the run; null if the grain has begun.</param>
[GenerateSerializer, Immutable, Alias("Aread.StartReply")]
public sealed record StartReply(
    [property: Id(0)] SiloAddress Silo,
    [property: Id(1)] string? Refusal = null) : WireRecord;
