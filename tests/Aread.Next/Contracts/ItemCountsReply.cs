using Aread.Augmentation;
using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>See <see cref="ItemCounts"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.ItemCountsReply")]
public sealed record ItemCountsReply(
    [property: Id(0)] Blob<int> Items,
    [property: Id(1)] Blob<int> Exposures,
    [property: Id(2)] Blob<int> Positives) : WireRecord, IParcelContent
{
    public long WireBytes => Items.Bytes + Exposures.Bytes + Positives.Bytes;

    public static ItemCountsReply Of(ItemCounts counts) => new(counts.Items, counts.Exposures, counts.Positives);

    public ItemCounts ToItemCounts() => new(Items.Values, Exposures.Values, Positives.Values);
}
