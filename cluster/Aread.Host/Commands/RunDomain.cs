using Aread.Data;
using Aread.Distributed.Runs;
using Aread.Host.Api;
using Aread.Training;

namespace Aread.Host.Commands;

/// <summary>A domain of a run as of its latest checkpoint.</summary>
/// <param name="State">And <paramref name="SinceStep"/>: see <see cref="DomainStanding"/>.</param>
internal sealed record RunDomain(string Name, long Train, long Valid, long Test, string State, long? SinceStep)
{
    public static IReadOnlyList<RunDomain> AllOf(RunDirectory run)
    {
        var latest = run.Checkpoints.TryRead(SavePoint.Latest);
        var standings = DomainStanding.At(latest);
        return [.. Dataset.Open(run.Data.DirectoryAt(latest)).Manifest.Domains.Select(domain => Of(domain, standings(domain.Name)))];
    }

    private static RunDomain Of(DomainSpec domain, DomainStanding standing) =>
        new(domain.Name, domain.Train.Samples, domain.Valid.Samples, domain.Test.Samples, standing.State, standing.SinceStep);
}
