using Aread.Distributed.Contracts;
using Aread.Host.Progress;
using Aread.Training;

namespace Aread.Host.Api;

/// <summary>A run of a cluster, as <c>aread runs list --connect</c> tells it.</summary>
/// <param name="State">Its phase while it is under way, else how it ended.</param>
/// <param name="Step">Steps taken when its latest phase began, or at its end.</param>
/// <param name="Directory">Where the silos see it.</param>
internal sealed record ClusterRunSummary(string Name, string State, long Step, string Directory, string Dataset, string? Reason)
{
    public static ClusterRunSummary Of(RunEntry entry) => new(
        entry.Status.Run,
        StateOf(entry),
        entry.Status.Step,
        Path.Combine(entry.Request.RunsDirectory, entry.Status.Run),
        entry.Request.DataDirectory,
        entry.Status.Reason);

    private static string StateOf(RunEntry entry) => entry switch
    {
        { IsWanted: false } => entry.Status.Outcome.ToLowerInvariant(),
        { Status.Phase.Length: > 0 } => Figures.Phase(Enum.Parse<RunPhase>(entry.Status.Phase)),
        _ => "begun",
    };
}
