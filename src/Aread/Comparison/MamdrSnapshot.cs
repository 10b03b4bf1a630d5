namespace Aread.Comparison;

/// <summary>All weights of MAMDR at one time. Never written again.</summary>
/// <param name="Specific">[M][Length]</param>
/// <param name="Statistics">Running statistics of each domain that was trained.</param>
internal sealed record MamdrSnapshot(BaselineSnapshot Shared, float[][] Specific, float[]?[] Statistics);
