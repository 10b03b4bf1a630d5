namespace Aread.Distributed.Contracts;

/// <summary>A domain's part of a step.</summary>
/// <param name="Stamp">Of the step.</param>
/// <param name="WeightsVersion">Dense weights to compute with.</param>
/// <param name="Batches">The domain's, by number.</param>
/// <param name="SiloBatches">Batches of this step in the whole silo: the grain that adds the last of them replies with the silo's gradient.</param>
[GenerateSerializer, Immutable, Alias("Aread.StepRequest")]
public sealed record StepRequest(
    [property: Id(0)] StepStamp Stamp,
    [property: Id(1)] long WeightsVersion,
    [property: Id(2)] IReadOnlyList<BatchSlot> Batches,
    [property: Id(3)] int SiloBatches) : WireRecord
{
    [Id(100)]
    public string Note { get; init; } = "of a newer program";
}

