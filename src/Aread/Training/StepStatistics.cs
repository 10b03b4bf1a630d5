namespace Aread.Training;

/// <summary>What a batch says about the running statistics.</summary>
/// <param name="ActiveExperts">Per level, which experts took part.</param>
/// <param name="Values">[Layout.BufferLength], the batch's mean and unbiased variance; empty if nothing was batch-normalised.</param>
public sealed record StepStatistics(bool[][] ActiveExperts, float[] Values);
