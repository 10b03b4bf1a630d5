namespace Aread.Distributed.Contracts;

/// <summary>Events of a run, as the lines that events.jsonl holds.</summary>
/// <param name="Next">Where the next call goes on.</param>
/// <param name="Ended">No further events will come.</param>
/// <param name="Fault">What broke, with its stack trace, if the run ended by a fault of ours.</param>
/// <param name="IsVacant">The coordinator has just come to its silo and holds no run yet: the registry knows whether the run goes on.</param>
[GenerateSerializer, Immutable, Alias("Aread.EventBatch")]
public sealed record EventBatch(
    [property: Id(0)] long Next,
    [property: Id(1)] IReadOnlyList<string> Events,
    [property: Id(2)] bool Ended,
    [property: Id(3)] string? Fault,
    [property: Id(4)] bool IsVacant = false) : WireRecord;
