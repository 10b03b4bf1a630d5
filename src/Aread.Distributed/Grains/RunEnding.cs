using Aread.Training;

namespace Aread.Distributed.Grains;

/// <summary>How a run ended.</summary>
/// <param name="Fault">See <see cref="Contracts.EventBatch.Fault"/>.</param>
internal sealed record RunEnding(RunOutcome Outcome, string Reason, string? Fault = null)
{
    public static RunEnding Stopped { get; } = new(RunOutcome.Stopped, "Stopped on request.");
}
