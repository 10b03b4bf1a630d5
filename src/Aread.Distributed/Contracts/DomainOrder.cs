using Aread.Training;

namespace Aread.Distributed.Contracts;

/// <summary>What is to become of a domain of a run.</summary>
/// <param name="Kind">A <see cref="DomainChangeKind"/>.</param>
/// <param name="DataDirectory">A data set that holds the domain; null where no samples come.</param>
/// <param name="Epochs">To train on for, where the run has finished.</param>
[GenerateSerializer, Immutable, Alias("Aread.DomainOrder")]
public sealed record DomainOrder(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Domain,
    [property: Id(2)] string? DataDirectory,
    [property: Id(3)] int Epochs) : WireRecord;
