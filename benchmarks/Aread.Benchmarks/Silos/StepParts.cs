namespace Aread.Benchmarks.Silos;

/// <summary>Training steps of a coordinator, in parts that follow each other without a gap.</summary>
/// <param name="Compute">Seconds from the first order to a domain to the last domain's answer.</param>
/// <param name="Combine">Then, until the embedding shards are told to commit: the gradients of other silos are fetched and added.</param>
/// <param name="Apply">Then, until the next step's first order: Adam on the dense weights while the shards apply theirs.</param>
internal readonly record struct StepParts(long Steps, double Compute, double Combine, double Apply)
{
    public double Seconds => Compute + Combine + Apply;

    public StepParts Since(StepParts earlier) => new(Steps - earlier.Steps, Compute - earlier.Compute, Combine - earlier.Combine, Apply - earlier.Apply);
}
