namespace Aread.Baselines;

/// <summary>A dense layer of a system, or one for each domain: numbers of its parameters.</summary>
/// <param name="Weight">[O, I], or [M, O, I].</param>
/// <param name="Bias">[O], or [M, O].</param>
public sealed record LinearSpec(int Weight, int Bias);
