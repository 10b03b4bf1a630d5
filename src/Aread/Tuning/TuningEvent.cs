using Aread.Comparison;

namespace Aread.Tuning;

/// <summary>A training of a setting began, did an epoch, or ended.</summary>
/// <param name="Limit">Epochs that it may train.</param>
/// <param name="Progress">After an epoch.</param>
/// <param name="Trial">After the end.</param>
public sealed record TuningEvent(TuningSetting Setting, int Limit, ComparisonProgress? Progress, TuningTrial? Trial);
