using Aread.Data.Synthesis;
using Aread.Host.Masks;

namespace Aread.Host.Quickstart;

/// <summary>How alike the masks are of pairs of domains that stand in one relation in the planted truth.</summary>
/// <param name="Relation">For people.</param>
/// <param name="Overlap">Mean share of edges in common; null without a pair.</param>
/// <param name="Random">The same for random masks of equal density.</param>
internal sealed record ClusterOverlap(string Relation, int Pairs, double? Overlap, double? Random)
{
    private static readonly string[] Relations = ["one fine cluster", "one coarse cluster only", "different clusters"];

    public static IReadOnlyList<ClusterOverlap> Of(OverlapReport report, PlantedTruth planted)
    {
        var clusters = planted.Domains.ToDictionary(domain => domain.Name);
        var pairs = report.PairsByOverlap().ToLookup(pair => Relate(clusters[report.Domains[pair.First]], clusters[report.Domains[pair.Second]]));
        return [.. Relations.Select(relation => Mean(relation, report, [.. pairs[relation]]))];
    }

    private static string Relate(PlantedDomain first, PlantedDomain second) => Relations[first.Fine == second.Fine ? 0 : first.Coarse == second.Coarse ? 1 : 2];

    private static ClusterOverlap Mean(string relation, OverlapReport report, IReadOnlyList<(int First, int Second)> pairs) => pairs.Count == 0
        ? new ClusterOverlap(relation, 0, null, null)
        : new ClusterOverlap(relation, pairs.Count, pairs.Average(pair => report.Overlap[pair.First][pair.Second]), pairs.Average(pair => report.Random[pair.First][pair.Second]));
}
