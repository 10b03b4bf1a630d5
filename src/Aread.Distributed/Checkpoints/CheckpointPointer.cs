namespace Aread.Distributed.Checkpoints;

/// <summary>The two checkpoints a run keeps.</summary>
public enum CheckpointPointer
{
    /// <summary>Where the run goes on from: <c>manifest.json</c>.</summary>
    Latest,

    /// <summary>Best weights and masks by valid DomainAUC: <c>best.json</c>.</summary>
    Best,
}
