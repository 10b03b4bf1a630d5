namespace Aread.Distributed.Contracts;

/// <summary>No living silo can compute the run.</summary>
public sealed class NoSiloException(string message) : AreadException(message);
