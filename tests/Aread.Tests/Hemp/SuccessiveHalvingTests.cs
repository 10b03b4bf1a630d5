using Aread.Hemp;

namespace Aread.Tests.Hemp;

public sealed class SuccessiveHalvingTests
{
    [Theory]
    [InlineData(5, 10, "2:5 3:3")]
    [InlineData(5, 9, "2:5 3:3")]
    [InlineData(5, 3, "3:2")]
    [InlineData(4, 10, "2:5")]
    [InlineData(3, 10, "2:5")]
    [InlineData(10, 10, "2:5 3:3 5:2")]
    [InlineData(100, 10, "13:5 25:3 50:2")]
    [InlineData(8, 100, "2:50 4:25")]
    public void Candidates_are_halved_at_about_twice_the_steps_each_time(int steps, int candidates, string rungs) =>
        Assert.Equal(rungs, string.Join(' ', SuccessiveHalving.Rungs(steps, candidates).Select(rung => $"{rung.Step}:{rung.Survivors}")));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(5, 2)]
    [InlineData(5, 1)]
    public void With_few_steps_or_candidates_nobody_is_dropped(int steps, int candidates) => Assert.Empty(SuccessiveHalving.Rungs(steps, candidates));

    [Fact]
    public void Rungs_rise_lie_within_the_trial_and_leave_two_to_be_scored()
    {
        for (var steps = 1; steps <= 40; steps++)
            for (var candidates = 1; candidates <= 40; candidates++)
            {
                var left = candidates;
                var at = 1;
                foreach (var (step, survivors) in SuccessiveHalving.Rungs(steps, candidates))
                {
                    Assert.InRange(step, at + 1, steps - 1);
                    Assert.Equal((left + 1) / 2, survivors);
                    Assert.InRange(survivors, 2, left - 1);
                    (at, left) = (step, survivors);
                }
            }
    }

    [Theory]
    [InlineData(new[] { 0.3, 0.1, 0.2 }, 2, new[] { 1, 2 })]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5 }, 2, new[] { 0, 1 })]
    [InlineData(new[] { double.NaN, 0.9, double.PositiveInfinity, 0.1 }, 3, new[] { 1, 2, 3 })]
    public void The_smallest_losses_stay_and_of_equals_the_first(double[] losses, int count, int[] best) =>
        Assert.Equal(best, SuccessiveHalving.Best(losses, count));
}
