namespace Aread.Training;

/// <summary>The two states a run keeps.</summary>
public enum SavePoint
{
    /// <summary>Where training goes on: <c>manifest.json</c> of a checkpoint directory.</summary>
    Latest,

    /// <summary>Where valid DomainAUC was best: <c>best.json</c>.</summary>
    Best,
}
