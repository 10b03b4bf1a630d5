namespace Aread.Distributed.Checkpoints;

/// <summary>What a run's checkpoints are after one commit.</summary>
/// <param name="Number">1 for the first; each commit takes the next number, or is refused.</param>
/// <param name="Attempt">The attempt of the run that committed.</param>
/// <param name="Events">Events of the run that led to the latest checkpoint.</param>
public sealed record CheckpointCommit(long Number, long Attempt, long Events, CheckpointManifest? Latest, CheckpointManifest? Best);
