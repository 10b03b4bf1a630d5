using Aread.Distributed.Synchronization;
using Aread.Training;

namespace Aread.Distributed.Contracts;

/// <summary>Dense gradients that one silo computed in a step, combined; see <see cref="PartialGradient"/>.</summary>
/// <param name="Only">[Layout.Length] if it is of one batch; else empty.</param>
/// <param name="Sums">[Layout.Length] if it is of several; else empty.</param>
[GenerateSerializer, Immutable, Alias("Aread.SiloGradient")]
public sealed record SiloGradient(
    [property: Id(0)] int Batches,
    [property: Id(1)] Blob<float> Only,
    [property: Id(2)] Blob<long> Sums,
    [property: Id(3)] Blob<bool> TouchedSlices) : WireRecord
{
    public long WireBytes => Only.Bytes + Sums.Bytes + TouchedSlices.Bytes;

    public static SiloGradient Of(PartialGradient part) => new(part.Batches, part.Only ?? [], part.Sums ?? [], part.TouchedSlices);

    public PartialGradient ToPart() => new(Batches, Sums.Values.Length > 0 ? null : Only.Values, Sums.Values.Length > 0 ? Sums.Values : null, TouchedSlices.Values);
}
