namespace Aread.Hei;

/// <summary>The running mean and variance of one stacked normalisation layer: [Experts, Width] each, mean first.</summary>
/// <param name="Name">Name in checkpoints, to which <c>.running_mean</c> and <c>.running_var</c> are added.</param>
/// <param name="Level">Expert level whose active experts update it; -1 for the bottom, whose experts always do.</param>
/// <param name="Experts">Stacked experts.</param>
/// <param name="Width">Features per expert.</param>
/// <param name="Offset">First element in the flat buffer array.</param>
public sealed record BufferSpec(string Name, int Level, int Experts, int Width, int Offset)
{
    /// <summary>Elements of the mean (and of the variance).</summary>
    public int HalfLength => Experts * Width;
}
