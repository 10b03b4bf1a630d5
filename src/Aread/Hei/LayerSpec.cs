namespace Aread.Hei;

/// <summary>A stacked dense layer: indices into <see cref="ParameterLayout.Parameters"/>.</summary>
/// <param name="Weight">[experts, out, in]</param>
/// <param name="Bias">[experts, out]</param>
public sealed record LayerSpec(int Weight, int Bias, NormalizationSpec? Normalization);

/// <param name="Gamma">[experts, out]</param>
/// <param name="Beta">[experts, out]</param>
/// <param name="Buffer">Index into <see cref="ParameterLayout.Buffers"/>; -1 if it keeps no running statistics.</param>
public sealed record NormalizationSpec(int Gamma, int Beta, int Buffer);

/// <summary>Stacked gates: one softmax over the sources for each target expert.</summary>
/// <param name="Weight">[targets, sources, in]</param>
/// <param name="Bias">[targets, sources]</param>
public sealed record GateSpec(int Weight, int Bias);

/// <param name="Weight">[D]</param>
/// <param name="Bias">[D]</param>
public sealed record CrossSpec(int Weight, int Bias);
