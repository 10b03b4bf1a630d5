using Aread.Training;

namespace Aread.Host.Tests.Cluster;

/// <summary>Something done to a cluster at a moment of its run.</summary>
/// <param name="Moment">What the run must have told of: <c>started N</c> (for the nth time), <c>step N</c>, <c>search ROUND</c>, <c>evaluate EPOCH</c>, <c>test</c>.</param>
/// <param name="Fault">See <see cref="ChaosCluster.DoAsync"/>.</param>
internal sealed record ScenarioStep(string Moment, string Fault)
{
    public static ScenarioStep Parse(string text) => text.Split(": ") is [var moment, var fault] ? new ScenarioStep(moment, fault) : throw new FormatException($"'{text}' is not 'MOMENT: FAULT'.");

    /// <summary>Whether the moment has come.</summary>
    public bool HasCome(IReadOnlyList<RunEvent> events) => Moment.Split(' ') switch
    {
        ["started", var times] => events.OfType<RunStarted>().Count() >= int.Parse(times),
        ["step", var step] => events.Any(happened => happened is StepsTaken && happened.Step >= long.Parse(step)),
        ["search", var round] => events.Any(happened => happened is PhaseStarted { Phase: RunPhase.MaskSearch } started && started.Round >= int.Parse(round)),
        ["evaluate", var epoch] => events.Any(happened => happened is PhaseStarted { Phase: RunPhase.Evaluate } started && started.Epoch >= int.Parse(epoch)),
        ["test"] => events.Any(happened => happened is PhaseStarted { Phase: RunPhase.Test }),
        _ => throw new FormatException($"A run has no moment '{Moment}'."),
    };

    public override string ToString() => $"when {Moment}: {Fault}";
}
