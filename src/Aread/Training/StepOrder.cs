namespace Aread.Training;

/// <summary>One training step, as the loop orders it from a domain.</summary>
/// <param name="Step">Number of the step in the run, from 0. Names its dropout draws.</param>
/// <param name="Domain">Index of the domain.</param>
/// <param name="Pass">Which pass over the domain's samples: the epoch, or the warm-up pass.</param>
/// <param name="Batch">Number of the batch in that pass.</param>
/// <param name="Masked">False in warm-up.</param>
public readonly record struct StepOrder(long Step, int Domain, int Pass, int Batch, bool Masked);
