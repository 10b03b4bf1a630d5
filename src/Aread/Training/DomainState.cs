using Aread.Hemp;

namespace Aread.Training;

/// <summary>What a domain carries from step to step: saved in checkpoints.</summary>
/// <param name="Mask">See <see cref="ExpertMask.ToBits"/>; null before the first search.</param>
/// <param name="Gates">Since the last search.</param>
/// <param name="History">Searches, oldest first.</param>
public sealed record DomainState(string? Mask, GateStatisticsState Gates, IReadOnlyList<MaskSearchReport> History);
