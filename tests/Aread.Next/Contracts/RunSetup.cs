namespace Aread.Distributed.Contracts;

/// <summary>What the grains of a run are told when it begins, so that each can open the data set and build the model by itself.</summary>
/// <param name="Run">Name of the run.</param>
/// <param name="Attempt">Larger each time that the run begins or goes on. An order of another one is refused.</param>
/// <param name="CheckpointDirectory">Shared by all silos.</param>
/// <param name="DataDirectory">Shared by all silos.</param>
/// <param name="DatasetHash">See <see cref="Data.DatasetFingerprint"/>: every silo must see the same data.</param>
/// <param name="Options">The contents of options.json.</param>
[GenerateSerializer, Immutable, Alias("Aread.RunSetup")]
public sealed record RunSetup(
    [property: Id(0)] string Run,
    [property: Id(1)] long Attempt,
    [property: Id(2)] string CheckpointDirectory,
    [property: Id(3)] string DataDirectory,
    [property: Id(4)] string Options,
    [property: Id(5)] string DatasetHash) : WireRecord;
