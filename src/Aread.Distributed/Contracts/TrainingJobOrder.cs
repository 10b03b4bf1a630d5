namespace Aread.Distributed.Contracts;

/// <summary>A training to be done.</summary>
/// <param name="System">Name of a system of the comparison, the ablation or a study.</param>
/// <param name="Options">In the form of options.json.</param>
/// <param name="DataDirectory">Shared by all silos.</param>
/// <param name="DatasetHash">See <see cref="Data.DatasetFingerprint"/>: every silo must see the same data.</param>
/// <param name="Clusters">In the form of clusters.json; null: every domain is a group.</param>
/// <param name="Test">The test split is scored at the end.</param>
/// <param name="Domain">Of a system with a model for each domain, the one to be trained; null: the whole system.</param>
[GenerateSerializer, Immutable, Alias("Aread.TrainingJobOrder")]
public sealed record TrainingJobOrder(
    [property: Id(0)] string System,
    [property: Id(1)] string Options,
    [property: Id(2)] string DataDirectory,
    [property: Id(3)] string DatasetHash,
    [property: Id(4)] string? Clusters,
    [property: Id(5)] bool Test,
    [property: Id(6)] int? Domain) : WireRecord;
