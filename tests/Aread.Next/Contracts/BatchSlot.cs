using Aread.Training;

namespace Aread.Distributed.Contracts;

/// <summary>See <see cref="BatchOrder"/>; the domain is the grain's.</summary>
[GenerateSerializer, Immutable, Alias("Aread.BatchSlot")]
public sealed record BatchSlot(
    [property: Id(0)] long Number,
    [property: Id(1)] int Pass,
    [property: Id(2)] int Batch,
    [property: Id(3)] bool Masked) : WireRecord
{
    public static BatchSlot Of(BatchOrder order) => new(order.Number, order.Pass, order.Batch, order.Masked);

    public BatchOrder ToOrder(int domain) => new(Number, domain, Pass, Batch, Masked);
}
