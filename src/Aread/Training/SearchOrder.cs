namespace Aread.Training;

/// <summary>One mask search.</summary>
/// <param name="Domain">Index of the domain.</param>
/// <param name="Round">r = 1, 2, ...</param>
/// <param name="Step">Training steps committed before it.</param>
public readonly record struct SearchOrder(int Domain, int Round, long Step);
