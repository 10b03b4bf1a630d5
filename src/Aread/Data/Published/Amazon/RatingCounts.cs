namespace Aread.Data.Published.Amazon;

/// <summary>What was read of the ratings.</summary>
/// <param name="Kept">Ratings of the last months.</param>
/// <param name="Users">Distinct ones of these.</param>
/// <param name="Items">Distinct ones of these.</param>
/// <param name="Early">Ratings before the first day.</param>
/// <param name="Late">Ratings after the last day.</param>
internal sealed record RatingCounts(long Kept, int Users, int Items, long Early, long Late);
