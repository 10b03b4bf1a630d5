namespace Aread.Distributed.Contracts;

/// <summary>What a user asks of a run.</summary>
/// <param name="RunsDirectory">Where the run's directory lies or shall lie.</param>
/// <param name="DataDirectory">The data set.</param>
/// <param name="Options">In the form of options.json. A resumed run keeps its own, but for where and how it computes.</param>
[GenerateSerializer, Immutable, Alias("Aread.RunRequest")]
public sealed record RunRequest(
    [property: Id(0)] string RunsDirectory,
    [property: Id(1)] string DataDirectory,
    [property: Id(2)] string Options) : WireRecord;
