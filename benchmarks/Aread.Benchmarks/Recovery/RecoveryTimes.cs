namespace Aread.Benchmarks.Recovery;

/// <summary>How a run came back, in seconds since the blow.</summary>
/// <param name="LastEvent">The last event before it, as seconds before.</param>
/// <param name="Restart">The run began to go on from its checkpoint.</param>
/// <param name="FirstStep">A step was committed again.</param>
/// <param name="LostSteps">Steps that had been committed, and were made again.</param>
internal sealed record RecoveryTimes(double LastEvent, double Restart, double FirstStep, long LostSteps);
