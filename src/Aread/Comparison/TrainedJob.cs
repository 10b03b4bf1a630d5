namespace Aread.Comparison;

/// <summary>A training that has ended.</summary>
/// <param name="Seconds">Time of training and scoring, on one lane.</param>
public sealed record TrainedJob(ComparisonScore Score, double Seconds);
