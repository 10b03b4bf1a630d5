using Aread.Data;
using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>Samples that augmentation gives to a domain; see <see cref="SampleBlock"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.SamplesOrder")]
public sealed record SamplesOrder(
    [property: Id(0)] int Columns,
    [property: Id(1)] Blob<int> Ids,
    [property: Id(2)] Blob<byte> Labels) : WireRecord, IParcelContent
{
    public long WireBytes => Ids.Bytes + Labels.Bytes;

    public static SamplesOrder Of(SampleBlock samples) => new(samples.Columns, samples.Ids, samples.Labels);

    public SampleBlock ToBlock() => new(Columns, Ids.Values, Labels.Values);
}
