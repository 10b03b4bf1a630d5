namespace Aread.Augmentation;

/// <summary>What the Augment phase did.</summary>
/// <param name="Samples">Given in all.</param>
/// <param name="Reason">Why nothing, or less than wanted, was given; null if all was.</param>
public sealed record AugmentationSummary(int MinorDomains, int MajorDomains, long Samples, string? Reason);
