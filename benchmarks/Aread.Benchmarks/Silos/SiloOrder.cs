namespace Aread.Benchmarks.Silos;

/// <summary>How a silo is to be started.</summary>
/// <param name="Directory">Of its cluster.</param>
/// <param name="HoldSeconds">See <see cref="CallMeter"/>; 0 = it does not.</param>
internal sealed record SiloOrder(string Directory, int Lanes = 1, int FailureDetectionSeconds = 10, double HoldSeconds = 1);
