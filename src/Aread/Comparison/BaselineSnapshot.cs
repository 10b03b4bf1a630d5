namespace Aread.Comparison;

/// <summary>Weights of a system at one time. Never written again.</summary>
/// <param name="Buffers">Running statistics.</param>
public sealed record BaselineSnapshot(float[] Dense, float[] Buffers, float[] Rows);
