using Aread.Hemp;
using Aread.Tests.Fixtures;

namespace Aread.Tests.Hemp;

/// <summary>Every case of masks.json, and of further files of that name and format.</summary>
public sealed class MaskFixtureTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string, int> Validations => FixtureFiles.Cases("masks", "validate");

    public static TheoryData<string, int> Quantiles => FixtureFiles.Cases("masks", "quantile");

    public static TheoryData<string, int> Candidates => FixtureFiles.Cases("masks", "candidate");

    public static TheoryData<string, int> Prunings => FixtureFiles.Cases("masks", "prune");

    public static TheoryData<string, int> Overlaps => FixtureFiles.Cases("masks", "overlap");

    public static TheoryData<string, int> Rounds => FixtureFiles.Cases("masks", "schedule");

    [Theory, MemberData(nameof(Validations))]
    public void Validation_keeps_the_expected_edges(string file, int index)
    {
        var given = FixtureFiles.Case(file, "validate", index);
        var valid = given.Mask("raw", given.Shape()).Validate();
        Assert.Equal(given.Mask("valid", given.Shape()), valid);
        Assert.Equal(given.GetProperty("has_output").GetBoolean(), valid.HasOutput);
        Assert.Equal(given.GetProperty("edges").GetInt32(), valid.Edges);
    }

    [Theory, MemberData(nameof(Quantiles))]
    public void Quantiles_interpolate_linearly(string file, int index)
    {
        var given = FixtureFiles.Case(file, "quantile", index);
        Assert.Equal(given.Double("result"), Quantile.Linear(given.Doubles("values"), given.Double("q")), Tolerance);
    }

    [Theory, MemberData(nameof(Candidates))]
    public void Candidates_follow_from_gates_and_flips(string file, int index)
    {
        var given = FixtureFiles.Case(file, "candidate", index);
        var shape = given.Shape();
        var draw = CandidateGenerator.Derive(given.MaskOrNull("origin", shape), given.Gates("gates", shape), given.Double("percent"), given.Mask("flips", shape));
        Assert.Equal(given.Double("threshold"), draw.Threshold!.Value, Tolerance);
        Assert.Equal(given.Mask("top", shape), draw.Top);
        Assert.Equal(given.GetProperty("mode").GetString(), draw.Flipped ? "xor" : "or");
        Assert.Equal(given.Mask("result", shape), draw.Result);
        Assert.Equal(given.GetProperty("accepted").GetBoolean(), draw.Accepted);
    }

    [Theory, MemberData(nameof(Prunings))]
    public void Pruning_drops_the_expected_edges(string file, int index)
    {
        var given = FixtureFiles.Case(file, "prune", index);
        var shape = given.Shape();
        var mask = given.Mask("mask", shape);
        Assert.Equal(given.GetProperty("edges_before").GetInt32(), mask.Edges);
        var (pruned, threshold) = MaskPruning.Prune(mask, given.Gates("gate_means", shape), given.Double("rate"));
        Assert.Equal(given.DoubleOrNull("threshold") ?? double.NaN, threshold ?? double.NaN, Tolerance);
        Assert.Equal(given.Mask("result", shape), pruned);
        Assert.Equal(given.GetProperty("edges_after").GetInt32(), pruned.Edges);
    }

    [Theory, MemberData(nameof(Overlaps))]
    public void Overlap_is_shared_over_joined_edges(string file, int index)
    {
        var given = FixtureFiles.Case(file, "overlap", index);
        var (a, b) = (given.Mask("a", given.Shape()), given.Mask("b", given.Shape()));
        Assert.Equal(given.Double("all"), MaskOverlap.Ratio(a, b), Tolerance);
        Assert.Equal(given.Double("inner"), MaskOverlap.InnerRatio(a, b), Tolerance);
        Assert.Equal(given.Doubles("per_level"), MaskOverlap.LevelRatios(a, b), (expected, actual) => Math.Abs(expected - actual) <= Tolerance);
    }

    [Theory, MemberData(nameof(Rounds))]
    public void Rounds_narrow_by_decay(string file, int index)
    {
        var given = FixtureFiles.Case(file, "schedule", index);
        var round = new HempOptions().Round(given.GetProperty("round").GetInt32());
        Assert.Equal(given.Double("sigma"), round.Sigma, Tolerance);
        Assert.Equal(given.Double("active_percent"), round.ActiveShare, Tolerance);
        Assert.Equal(given.GetProperty("candidates").GetInt32(), round.Candidates);
    }
}
