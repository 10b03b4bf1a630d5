using Aread.Training;

namespace Aread.Distributed.Contracts;

/// <summary>See <see cref="SearchSummary"/>.</summary>
/// <param name="State">The domain's <see cref="DomainState"/> after the search, as JSON: what another grain needs to go on as if it had searched.</param>
[GenerateSerializer, Immutable, Alias("Aread.SearchReply")]
public sealed record SearchReply(
    [property: Id(0)] int Candidates,
    [property: Id(1)] int Winner,
    [property: Id(2)] double Score,
    [property: Id(3)] int Edges,
    [property: Id(4)] string State) : WireRecord
{
    public static SearchReply Of(SearchSummary summary, DomainState state) => new(summary.Candidates, summary.Winner, summary.Score, summary.Edges, AreadJson.Write(state));

    public SearchSummary ToSummary() => new(Candidates, Winner, Score, Edges);
}
