namespace Aread.Distributed.Contracts;

/// <summary>A silo does not see the run's data, or computes otherwise than the run wants; another one may serve it.</summary>
public sealed class UnfitSiloException : AreadException
{
    public UnfitSiloException(string message) : base(message) { }

    public UnfitSiloException(string message, Exception inner) : base(message, inner) { }
}
