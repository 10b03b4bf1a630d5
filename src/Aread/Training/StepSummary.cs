namespace Aread.Training;

/// <summary>What the loop learns of an applied step.</summary>
/// <param name="Loss">Mean data loss of the batch before the step.</param>
public readonly record struct StepSummary(double Loss, int Samples);
