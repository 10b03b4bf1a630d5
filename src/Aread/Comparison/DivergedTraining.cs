namespace Aread.Comparison;

/// <summary>A training whose numbers were none any more.</summary>
public sealed record DivergedTraining(long Seed, string Reason);
