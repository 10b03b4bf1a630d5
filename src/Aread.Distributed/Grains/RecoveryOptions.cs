namespace Aread.Distributed.Grains;

/// <summary>How a run meets losses.</summary>
/// <param name="Patience">How long a run may stand still after one before it is given up.</param>
/// <param name="Pause">Between two attempts: a lost silo is not yet known to be.</param>
public sealed record RecoveryOptions(TimeSpan Patience, TimeSpan Pause);
