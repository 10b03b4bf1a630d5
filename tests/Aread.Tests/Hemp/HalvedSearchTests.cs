using Aread.Hemp;
using Aread.Tests.Training;

namespace Aread.Tests.Hemp;

/// <summary>A search with halving is the full search without what the dropped candidates would still have done.</summary>
public sealed class HalvedSearchTests
{
    private const int Candidates = 10, Steps = 5;

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Survivors_fare_as_in_the_full_search(long seed)
    {
        var (full, halved) = Both(seed);
        var survivors = Enumerable.Range(0, Candidates).Where(z => halved[z].DroppedAfter is null).ToArray();
        Assert.Equal(3, survivors.Length);
        foreach (var z in survivors)
        {
            Assert.Equal(full[z].Mask, halved[z].Mask);
            Assert.Equal(full[z].Steps, halved[z].Steps);
            Assert.All(full[z].Losses.Zip(halved[z].Losses), losses => Assert.Equal(losses.First, losses.Second, 1e-5));
            Assert.Equal(full[z].Score!.Value, halved[z].Score!.Value, 1e-5);
            Assert.Equal(full[z].Penalty!.Value, halved[z].Penalty!.Value, 1e-5);
        }
        Assert.Contains(HempSearch.Winner(halved), survivors);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void The_worse_half_by_mean_loss_is_dropped_at_each_rung(long seed)
    {
        var (full, halved) = Both(seed);
        var left = Enumerable.Range(0, Candidates).ToArray();
        foreach (var rung in SuccessiveHalving.Rungs(Steps, Candidates))
        {
            var kept = left.OrderBy(z => full[z].Losses.Take(rung.Step).Average()).Take(rung.Survivors).ToArray();
            Assert.All(left.Except(kept), z => Assert.Equal(rung.Step, halved[z].DroppedAfter));
            left = kept;
        }
        Assert.All(left, z => Assert.Null(halved[z].DroppedAfter));
    }

    [Fact]
    public void A_dropped_candidate_keeps_what_it_did_and_has_no_score()
    {
        var (full, halved) = Both(seed: 5);
        var z = halved.Index().First(trial => trial.Item.DroppedAfter == 2).Index;
        Assert.Equal(full[z].Losses.Take(2), halved[z].Losses);
        Assert.Equal(full[z].Steps.Take(2), halved[z].Steps);
        Assert.Equal(full[z].Steps[1], halved[z].Mask);
        Assert.Equal((null, null), (halved[z].Score, halved[z].Penalty));
        Assert.Empty(halved[z].ScoringLosses);
    }

    [Fact]
    public void Too_few_steps_make_it_the_full_search()
    {
        var run = new SmallRun(seed: 5);
        var input = run.SearchInput();
        Assert.Equal(run.Search(input).Select(trial => trial.Score), run.Search(input with { Halving = true }).Select(trial => trial.Score));
    }

    private static (IReadOnlyList<MaskTrial> Full, IReadOnlyList<MaskTrial> Halved) Both(long seed)
    {
        var run = new SmallRun(seed);
        var input = run.SearchInput(Candidates, Steps);
        return (run.Search(input), run.Search(input with { Halving = true }));
    }
}
