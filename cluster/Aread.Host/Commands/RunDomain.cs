using System.Text.Json;
using Aread.Data;
using Aread.Distributed.Runs;
using Aread.Training;

namespace Aread.Host.Commands;

/// <summary>A domain of a run as of its latest checkpoint.</summary>
/// <param name="State">trained, paused, or new: its mask is yet to be searched.</param>
/// <param name="SinceStep">Where it came to the run later: steps applied before.</param>
internal sealed record RunDomain(string Name, long Train, long Valid, long Test, string State, long? SinceStep)
{
    public static IReadOnlyList<RunDomain> AllOf(RunDirectory run)
    {
        var state = run.Checkpoints.TryRead(SavePoint.Latest)?.State.Deserialize<TrainingState>(AreadJson.Compact) ?? new TrainingState();
        var added = (state.Changes ?? []).Where(change => change.Kind == DomainChangeKind.Add).ToLookup(change => change.Domain, change => change.Step);
        return [.. Dataset.Open(run.DataDirectory).Manifest.Domains.Select((domain, i) => new RunDomain(
            domain.Name,
            domain.Train.Samples,
            domain.Valid.Samples,
            domain.Test.Samples,
            domain.IsPaused ? "paused" : state.Unsettled?.Contains(i) == true ? "new" : "trained",
            added.Contains(domain.Name) ? added[domain.Name].Last() : null))];
    }
}
