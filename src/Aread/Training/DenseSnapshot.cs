namespace Aread.Training;

/// <summary>The dense weights as one step left them. Never written again.</summary>
/// <param name="Version">Steps applied.</param>
/// <param name="Weights">[Layout.Length]</param>
/// <param name="Buffers">[Layout.BufferLength] running statistics.</param>
public sealed record DenseSnapshot(long Version, float[] Weights, float[] Buffers);
