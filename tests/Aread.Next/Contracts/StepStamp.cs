namespace Aread.Distributed.Contracts;

/// <summary>What an order belongs to; the run is in the key of the grain it goes to. Grains refuse what is not of their attempt.</summary>
/// <param name="Attempt">See <see cref="RunSetup"/>.</param>
/// <param name="Epoch">Epochs completed.</param>
/// <param name="Step">Number of the step; outside of steps, how many were applied.</param>
[GenerateSerializer, Immutable, Alias("Aread.StepStamp")]
public sealed record StepStamp(
    [property: Id(0)] long Attempt,
    [property: Id(1)] int Epoch,
    [property: Id(2)] long Step) : WireRecord
{
    public override string ToString() => $"attempt {Attempt}, epoch {Epoch}, step {Step}";
}
