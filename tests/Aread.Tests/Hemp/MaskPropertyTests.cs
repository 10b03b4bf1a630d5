using Aread.Hemp;
using CsCheck;

namespace Aread.Tests.Hemp;

/// <summary>What holds for masks of every shape with up to four levels. (sec. "Hierarchical Expert Mask Pruning", Algorithm 1)</summary>
public sealed class MaskPropertyTests
{
    private static readonly Gen<MaskShape> Shapes = Gen.Int[1, 6].Array[2, 4].Select(experts => new MaskShape(experts));

    private static readonly Gen<ExpertMask> Masks = Shapes.SelectMany(MaskOf);

    private static readonly Gen<(ExpertMask A, ExpertMask B)> Pairs = Shapes.SelectMany(shape => Gen.Select(MaskOf(shape), MaskOf(shape)));

    private static readonly Gen<(ExpertMask Mask, double[] Gates)> Gated =
        Masks.SelectMany(mask => GatesOf(mask.Shape).Select(gates => (mask, gates)));

    [Fact]
    public void A_valid_mask_has_every_inner_edge_on_a_path_to_an_output() => Masks.Sample(raw =>
    {
        var valid = raw.Validate();
        var onPath = EdgesOnPaths(valid);
        for (var edge = valid.Shape.Offset(1); edge < valid.Shape.Edges; edge++)
            Assert.True(!valid.Kept[edge] || onPath[edge], $"Edge {edge} of {valid} is dead.");
    });

    [Fact]
    public void Validation_loses_no_path_and_done_twice_changes_nothing() => Masks.Sample(raw =>
    {
        var valid = raw.Validate();
        Assert.Equal(valid, valid.Validate());
        var onPath = EdgesOnPaths(raw);
        for (var edge = raw.Shape.Offset(1); edge < raw.Shape.Edges; edge++)
            Assert.True(valid.Kept[edge] || !onPath[edge], $"Edge {edge} of {raw} was on a path.");
    });

    [Fact]
    public void Pruning_keeps_an_output_and_adds_no_inner_edge() => Gen.Select(Gated, Gen.Double[0, 1]).Sample((gated, rate) =>
    {
        var mask = gated.Mask.Validate();
        if (!mask.HasOutput) return;
        var pruned = MaskPruning.Prune(mask, gated.Gates, rate).Mask;
        Assert.True(pruned.HasOutput);
        Assert.Equal(pruned, pruned.Validate());
        for (var edge = mask.Shape.Offset(1); edge < mask.Shape.Edges; edge++)
            Assert.True(mask.Kept[edge] || !pruned.Kept[edge]);
    });

    [Fact]
    public void Pruning_stops_at_the_minimal_sparsity() => Gated.Sample((mask, gates) =>
        Assert.Equal(mask, MaskPruning.Prune(mask, gates, 0.5, minimalSparsity: mask.Density).Mask));

    [Fact]
    public void Candidates_are_reproducible_valid_and_a_longer_list_starts_with_the_shorter() =>
        Gen.Select(Gated, Gen.Double[0.1, 1], Gen.Double[0, 0.5], Gen.Int[1, 6], Gen.Long).Sample((gated, share, sigma, count, seed) =>
        {
            var current = gated.Mask.Validate() is { HasOutput: true } valid ? valid : null;
            var generator = new CandidateGenerator(gated.Mask.Shape);
            var drawn = Draw(count);
            Assert.Equal(drawn, Draw(count));
            Assert.Equal(drawn, Draw(count + 1).Take(count));
            Assert.All(drawn, candidate => Assert.True(candidate.HasOutput && candidate.Equals(candidate.Validate())));

            IReadOnlyList<ExpertMask> Draw(int candidates) =>
                generator.Draw(current, gated.Gates, share, sigma, candidates, z => new RandomStream(seed, "candidate", z));
        });

    [Fact]
    public void Candidates_of_a_large_hierarchy_are_distinct_and_new()
    {
        var shape = new MaskShape(3, 6, 12);
        Gen.Select(MaskOf(shape), GatesOf(shape), Gen.Long).Sample((mask, gates, seed) =>
        {
            var current = mask.Validate();
            var drawn = new CandidateGenerator(shape).Draw(current, gates, 0.5, 0.2, 10, z => new RandomStream(seed, "candidate", z));
            Assert.Equal(drawn.Count, drawn.Distinct().Count());
            Assert.DoesNotContain(current, drawn);
        });
    }

    [Fact]
    public void Overlap_is_symmetric_and_lies_between_0_and_1() => Pairs.Sample((a, b) =>
    {
        Assert.InRange(MaskOverlap.Ratio(a, b), 0, 1);
        Assert.Equal(MaskOverlap.Ratio(a, b), MaskOverlap.Ratio(b, a));
        Assert.Equal(MaskOverlap.ExpectedRatio(a, b), MaskOverlap.ExpectedRatio(b, a), 1e-12);
        Assert.InRange(MaskOverlap.ExpectedRatio(a, b), 0, 1);
        Assert.Equal(1, MaskOverlap.Ratio(a, a));
    });

    [Fact]
    public void Bits_read_back_as_they_were_written() => Masks.Sample(mask => Assert.Equal(mask, ExpertMask.Parse(mask.Shape, mask.ToBits())));

    private static Gen<ExpertMask> MaskOf(MaskShape shape) =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1].Array[shape.Edges]).Select((density, draws) => new ExpertMask(shape, Array.ConvertAll(draws, draw => draw < density)));

    /// <summary>Gate means as a forward pass gives them: none for source and output edges, some exactly zero.</summary>
    private static Gen<double[]> GatesOf(MaskShape shape) =>
        Gen.Double[-0.3, 1].Array[shape.Edges].Select(gates =>
            gates.Select((gate, edge) => edge < shape.Offset(1) || edge >= shape.Offset(shape.ExpertLevels) ? 0 : Math.Max(0, gate)).ToArray());

    /// <summary>By walking every path of inner edges from every first-level expert; a path's output counts as kept, as validation completes it.</summary>
    private static bool[] EdgesOnPaths(ExpertMask mask)
    {
        var shape = mask.Shape;
        var found = new bool[shape.Edges];
        for (var expert = 0; expert < shape.Experts(0); expert++) Walk(1, expert, []);
        return found;

        void Walk(int level, int from, int[] path)
        {
            if (level == shape.ExpertLevels)
            {
                foreach (var edge in path) found[edge] = true;
                if (path.Length > 0) found[shape.Edge(level, from, 0)] = true;
                return;
            }
            for (var to = 0; to < shape.Columns(level); to++)
                if (mask[level, from, to]) Walk(level + 1, to, [.. path, shape.Edge(level, from, to)]);
        }
    }
}
