namespace Aread.Training;

/// <summary>One batch of a training step, as the loop orders it from a domain.</summary>
/// <param name="Number">Number of the batch in the run, from 0, warm-up included. Names its dropout draws.</param>
/// <param name="Domain">Index of the domain.</param>
/// <param name="Pass">Which pass over the domain's samples: the epoch, or the warm-up pass.</param>
/// <param name="Batch">Number of the batch in that pass.</param>
/// <param name="Masked">False in warm-up.</param>
public readonly record struct BatchOrder(long Number, int Domain, int Pass, int Batch, bool Masked);
