using Aread.Training;

namespace Aread.Distributed.Contracts;

/// <summary>See <see cref="SearchSummary"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.SearchReply")]
public readonly record struct SearchReply(
    [property: Id(0)] int Candidates,
    [property: Id(1)] int Winner,
    [property: Id(2)] double Score,
    [property: Id(3)] int Edges)
{
    public static SearchReply Of(SearchSummary summary) => new(summary.Candidates, summary.Winner, summary.Score, summary.Edges);

    public SearchSummary ToSummary() => new(Candidates, Winner, Score, Edges);
}
