namespace Aread.Data.Published.Amazon;

/// <summary>What is left of the ratings.</summary>
/// <param name="DroppedFirst">See <see cref="InteractionCore.DroppedFirst"/>.</param>
/// <param name="DroppedLater">See <see cref="InteractionCore.DroppedLater"/>.</param>
internal sealed record CoreCounts(long Kept, long DroppedFirst, long DroppedLater);
