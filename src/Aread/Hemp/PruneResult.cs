namespace Aread.Hemp;

/// <summary>What one pruning left.</summary>
/// <param name="Mask">Valid if the pruned mask was.</param>
/// <param name="Threshold">Gate mean under which edges were dropped; null if no gate had a value, so that nothing was dropped.</param>
public readonly record struct PruneResult(ExpertMask Mask, double? Threshold);
