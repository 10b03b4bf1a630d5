namespace Aread.Data.Published.Amazon;

/// <summary>What was read of the metadata of items that are left.</summary>
/// <param name="Twice">Lines of an item that a line before describes: they are passed over.</param>
/// <param name="Broken">Items by what they have and is not understood.</param>
internal sealed record MetadataCounts(long Items, long Twice, BrokenCounts Broken);
