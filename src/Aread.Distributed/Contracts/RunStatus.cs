namespace Aread.Distributed.Contracts;

/// <summary>How far a run is.</summary>
/// <param name="RunsDirectory">Where its directory lies.</param>
/// <param name="Phase">Empty before the first.</param>
/// <param name="Step">Steps applied.</param>
/// <param name="ScoredDomains">Share of the domains scored in the evaluation under way, 0 to 1.</param>
/// <param name="Outcome">Empty while it runs.</param>
/// <param name="Reason">Why it ended, for people.</param>
[GenerateSerializer, Immutable, Alias("Aread.RunStatus")]
public sealed record RunStatus(
    [property: Id(0)] string Run,
    [property: Id(1)] string RunsDirectory,
    [property: Id(2)] string Phase,
    [property: Id(3)] long Step,
    [property: Id(4)] double ScoredDomains,
    [property: Id(5)] string Outcome,
    [property: Id(6)] string? Reason = null) : WireRecord;
