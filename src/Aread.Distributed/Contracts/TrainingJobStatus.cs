using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>How a training stands.</summary>
/// <param name="Reports">How often it has told of progress; 0 before it began to compute.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Epochs">The most there will be.</param>
/// <param name="DomainAuc">Valid DomainAUC of the last.</param>
/// <param name="Result">After the end.</param>
[GenerateSerializer, Immutable, Alias("Aread.TrainingJobStatus")]
public sealed record TrainingJobStatus(
    [property: Id(0)] long Reports,
    [property: Id(1)] int Epoch,
    [property: Id(2)] int Epochs,
    [property: Id(3)] double? DomainAuc,
    [property: Id(4)] Parcel<TrainingJobResult>? Result) : WireRecord;
