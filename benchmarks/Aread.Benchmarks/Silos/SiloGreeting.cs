namespace Aread.Benchmarks.Silos;

/// <summary>What a silo says when it is one of its cluster.</summary>
/// <param name="Port">At which other silos call it.</param>
internal sealed record SiloGreeting(int ProcessId, int Port);
