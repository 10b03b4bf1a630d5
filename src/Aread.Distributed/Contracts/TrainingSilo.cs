using Orleans.Runtime;

namespace Aread.Distributed.Contracts;

/// <summary>A silo that can be given trainings.</summary>
/// <param name="Lanes">Trainings that it computes at once.</param>
/// <param name="Peers">The living silos of its role, itself too.</param>
[GenerateSerializer, Immutable, Alias("Aread.TrainingSilo")]
public sealed record TrainingSilo(
    [property: Id(0)] SiloAddress Silo,
    [property: Id(1)] int Lanes,
    [property: Id(2)] IReadOnlyList<SiloAddress> Peers) : WireRecord;
