using System.Text.Json;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Runs;
using Aread.Training;

namespace Aread.Host.Api;

/// <summary>How a domain of a run stands, as its checkpoint has it.</summary>
/// <param name="State">trained, paused, or new: it came to the run later, and its mask is yet to be searched.</param>
/// <param name="SinceStep">Where it came later: steps applied before.</param>
internal sealed record DomainStanding(string State, long? SinceStep)
{
    private static readonly DomainStanding OfTheFirst = new("trained", null);

    /// <param name="checkpoint">Null: the run has none yet, and its domains are those that it began with.</param>
    /// <returns>By name of a domain.</returns>
    public static Func<string, DomainStanding> At(CheckpointManifest? checkpoint)
    {
        if (checkpoint is null) return _ => OfTheFirst;
        // Those that came stand last, in the order in which they came.
        var (came, paused) = (new List<DomainChange>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var change in RunData.ChangesAt(checkpoint))
        {
            if (change.Kind == DomainChangeKind.Pause) paused.Add(change.Domain);
            else if (change.Kind != DomainChangeKind.Append) paused.Remove(change.Domain);
            if (change.Kind == DomainChangeKind.Add) came.Add(change);
            if (change.Kind == DomainChangeKind.Remove) came.RemoveAll(earlier => earlier.Domain == change.Domain);
        }
        var first = DomainPart.CountIn(checkpoint) - came.Count;
        var waiting = (checkpoint.State.Deserialize<TrainingState>(AreadJson.Compact)?.Unsettled ?? []).Where(domain => domain >= first).Select(domain => came[domain - first].Domain).ToHashSet(StringComparer.Ordinal);
        return name => new DomainStanding(
            paused.Contains(name) ? "paused" : waiting.Contains(name) ? "new" : "trained", came.Find(change => change.Domain == name)?.Step);
    }
}
