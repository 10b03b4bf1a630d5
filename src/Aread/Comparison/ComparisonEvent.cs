namespace Aread.Comparison;

/// <summary>A training began, did an epoch, or ended.</summary>
/// <param name="Progress">After an epoch.</param>
/// <param name="Result">After the end.</param>
public sealed record ComparisonEvent(string System, long Seed, ComparisonProgress? Progress, ComparisonResult? Result);
