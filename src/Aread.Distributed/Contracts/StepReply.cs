using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>A domain's part of a step, done. Its row gradients are with the embedding shards.</summary>
/// <param name="Batches">In the order of the request.</param>
/// <param name="SiloGradient">Dense gradients of all batches of the silo, from the grain that added the last of them; null from the others.</param>
[GenerateSerializer, Immutable, Alias("Aread.StepReply")]
public sealed record StepReply(
    [property: Id(0)] IReadOnlyList<BatchReply> Batches,
    [property: Id(1)] SiloGradient? SiloGradient) : WireRecord, IParcelContent
{
    public long WireBytes => Batches.Sum(batch => batch.WireBytes) + (SiloGradient?.WireBytes ?? 0);
}
