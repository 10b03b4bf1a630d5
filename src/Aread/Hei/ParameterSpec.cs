namespace Aread.Hei;

/// <summary>When a slice of a parameter takes part in a step, and so is moved by the optimiser.</summary>
public enum SliceUse
{
    /// <summary>In every step.</summary>
    Always,

    /// <summary>Slice t belongs to expert t of <see cref="ParameterSpec.Level"/> and is used where the mask keeps that expert.</summary>
    ActiveExpert,

    /// <summary>Only in steps with a mask (group embeddings: warm-up uses zero in their place).</summary>
    Masked,
}

/// <summary>One stacked parameter of the model: a tensor whose first dimension may be experts.</summary>
/// <param name="Name">Name in checkpoints.</param>
/// <param name="Shape">Without the replica axis.</param>
/// <param name="Offset">First element in the flat weight array.</param>
/// <param name="Slices">Parts with an optimiser step count of their own: experts of the stack, or 1.</param>
/// <param name="SliceOffset">Number of its first slice among all slices.</param>
/// <param name="Use">When a slice is used.</param>
/// <param name="Level">Expert level for <see cref="SliceUse.ActiveExpert"/>.</param>
/// <param name="Penalised">Whether its squares are part of the loss; then every slice moves in every step, used or not.</param>
/// <param name="NeedsBatch">Unused in a batch of one row, which is not batch-normalised.</param>
/// <param name="InitialRange">Start values are uniform in ±this, or <paramref name="InitialValue"/> where it is 0.</param>
public sealed record ParameterSpec(
    string Name,
    IReadOnlyList<long> Shape,
    int Offset,
    int Slices,
    int SliceOffset,
    SliceUse Use,
    int Level,
    bool Penalised,
    bool NeedsBatch,
    double InitialRange,
    float InitialValue)
{
    /// <summary>Elements.</summary>
    public int Length { get; } = checked((int)Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>Elements of one slice.</summary>
    public int SliceLength => Length / Slices;
}
