namespace Aread.Training;

/// <summary>What became of a domain of a run.</summary>
/// <param name="Step">Steps applied before it took effect.</param>
/// <param name="Dataset">What the run trains on since; see <see cref="Data.DatasetFingerprint"/>.</param>
public sealed record DomainChange(DomainChangeKind Kind, string Domain, long Step, string Dataset)
{
    /// <summary>Scores before and after it cannot be compared: all domains were to be evaluated before training went on.</summary>
    public bool Unsettles { get; init; }
}
