using Aread.Data;

namespace Aread.Distributed.Hosting;

/// <summary>A finished or stopped run to score with the weights and masks of its best checkpoint.</summary>
/// <param name="DataDirectory">The data set; null = the one it was trained on.</param>
/// <param name="Split">Valid or test.</param>
/// <param name="Compute">How to compute; need not be how the run was trained.</param>
/// <param name="Torch">Where to compute; need not be where the run was trained.</param>
public sealed record EvaluateRequest(string Run, string RunsDirectory, string? DataDirectory, Split Split, ComputeOptions Compute, TorchOptions Torch);
