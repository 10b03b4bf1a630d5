namespace Aread.Hemp;

/// <summary>State of <see cref="GateStatistics"/> in a checkpoint.</summary>
/// <param name="Count">Batches added.</param>
/// <param name="Sums">[Edges] sums of their gate means.</param>
public sealed record GateStatisticsState(long Count, IReadOnlyList<double> Sums);
