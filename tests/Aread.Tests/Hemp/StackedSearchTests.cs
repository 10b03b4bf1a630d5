using Aread.Hemp;
using Aread.Tests.Training;

namespace Aread.Tests.Hemp;

/// <summary>Candidates tried side by side fare as each would alone: same batches, same dropout, no influence on each other.</summary>
public sealed class StackedSearchTests
{
    [Fact]
    public void With_dropout_a_stack_equals_its_candidates_one_by_one()
    {
        var run = new SmallRun(seed: 5);
        var input = run.SearchInput();
        var stacked = run.Search(input);
        for (var z = 0; z < stacked.Count; z++)
        {
            var alone = run.Search(input with { Candidates = [input.Candidates[z]] })[0];
            Assert.All(alone.Losses.Zip(stacked[z].Losses), losses => Assert.Equal(losses.First, losses.Second, 1e-5));
            Assert.Equal(alone.Score!.Value, stacked[z].Score!.Value, 1e-4);
            Assert.Equal(alone.Mask, stacked[z].Mask);
        }
    }

    [Fact]
    public void Equal_candidates_see_the_same_dropout_and_dropout_has_an_effect()
    {
        var run = new SmallRun(seed: 5);
        var input = run.SearchInput();
        var trials = run.Search(input with { Candidates = [input.Candidates[0], input.Candidates[0]] });
        Assert.Equal(trials[0].Losses, trials[1].Losses);
        Assert.Equal(trials[0].Score, trials[1].Score);
        Assert.NotEqual(trials[0].Losses, run.Search(input with { DropoutSeeds = null })[0].Losses);
    }
}
