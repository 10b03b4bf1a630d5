using Aread.Data.Synthesis;
using Aread.Hemp;

namespace Aread.Host.Tests.Masks;

/// <summary>Masks of two levels with 2 and 3 experts; "toys" was searched twice, "new [one]" never.</summary>
internal static class MaskStories
{
    public static MaskReport Small() => new([2, 3],
    [
        new("toys", 90, 12, ["11", "110001", "101"], [[1, 1], [0.6, 0.7, 0.2, 0.4, 0.3, 0.8], [1, 1, 1]],
            [Search(1, 10, ["11", "111001", "111"]), Search(2, 110, ["11", "110001", "101"])]),
        new("sports", 900, 0, ["10", "111000", "111"], null, [Search(1, 10, ["10", "111000", "111"])]),
        new("new [one]", 5, 0, null, null, []),
    ]);

    /// <summary>The same, but a third candidate was dropped in the last search of "toys".</summary>
    public static MaskReport Halved()
    {
        var small = Small();
        var (first, last) = (small.Domains[0].History[0], small.Domains[0].History[1]);
        var halved = last with { Candidates = [.. last.Candidates, new(null, ["11", "111111", "111"], ["11", "111001", "111"], DroppedAfter: 2)] };
        return small with { Domains = [small.Domains[0] with { History = [first, halved] }, .. small.Domains.Skip(1)] };
    }

    /// <summary>As many domains, all with masks, for a model of (3, 6, 12) experts.</summary>
    public static MaskReport Large(int domains)
    {
        var shape = new MaskShape(3, 6, 12);
        return new([3, 6, 12], [.. Enumerable.Range(0, domains).Select(domain => Large(shape, $"domain {domain}", domain))]);
    }

    /// <summary>Domains of one fine cluster have the same mask.</summary>
    public static MaskReport Clustered(PlantedTruth planted)
    {
        var shape = new MaskShape(3, 6, 12);
        return new([3, 6, 12], [.. planted.Domains.Select(domain => Large(shape, domain.Name, domain.Fine))]);
    }

    private static DomainMaskReport Large(MaskShape shape, string name, int seed)
    {
        var random = new RandomStream(1, "mask-story", seed);
        var kept = new bool[shape.Edges];
        var gates = new double[shape.Edges];
        for (var edge = 0; edge < kept.Length; edge++) (kept[edge], gates[edge]) = (random.NextDouble() < 0.6, random.NextDouble());
        var bits = new ExpertMask(shape, kept).ToBits().Split('|');
        var levels = Enumerable.Range(0, shape.EdgeLevels).Select(level => gates[shape.LevelRange(level)]);
        return new(name, 10_000 / (seed + 1), 0, bits, [.. levels], [Search(1, 100, bits)]);
    }

    private static MaskSearchReport Search(int round, long step, IReadOnlyList<string> mask) =>
        new(round, step, 1, [new(0.7, mask, mask), new(0.5, mask, mask)]);
}
