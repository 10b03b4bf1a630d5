namespace Aread.Training;

/// <summary>One training step: gradients of these batches are averaged and applied once.</summary>
/// <param name="Step">Number of the step in the run, from 0.</param>
/// <param name="Epoch">The epoch under way, from 0; warm-up counts as 0.</param>
/// <param name="Batches">By ascending number; a domain may have several.</param>
public sealed record StepOrder(long Step, int Epoch, IReadOnlyList<BatchOrder> Batches);
