namespace Aread.Data.Published.Amazon;

/// <summary>What is left in the end.</summary>
/// <param name="WithoutMetadata">Ratings left out since no line describes their item.</param>
/// <param name="WithoutCategory">Ratings left out since their item has no category.</param>
/// <param name="RareBrands">Brands that are merged.</param>
internal sealed record SampleCounts(long Samples, long WithoutMetadata, long WithoutCategory, long RareBrands);
