using Aread.Hemp;

namespace Aread.Tests.Hemp;

public sealed class HempWinnerTests
{
    /// <summary>Algorithm 1: the candidate with the smallest loss becomes the mask.</summary>
    [Theory]
    [InlineData(new[] { 0.7, 0.5, 0.6 }, 1)]
    [InlineData(new[] { 0.5, 0.5 }, 0)]
    [InlineData(new[] { double.NaN, 0.5 }, 1)]
    [InlineData(new[] { 0.5, double.NaN, 0.4 }, 2)]
    [InlineData(new[] { double.PositiveInfinity, 0.9 }, 1)]
    public void The_smallest_score_wins_and_a_trial_that_diverged_never_does(double[] scores, int winner) =>
        Assert.Equal(winner, HempSearch.Winner([.. scores.Select(score => Trial(score))]));

    [Fact]
    public void A_trial_that_was_dropped_never_wins() => Assert.Equal(2, HempSearch.Winner([Trial(null), Trial(null), Trial(double.NaN)]));

    [Fact]
    public void There_is_no_winner_where_none_was_scored() => Assert.Throws<ArgumentException>(() => HempSearch.Winner([Trial(null)]));

    private static MaskTrial Trial(double? score)
    {
        var mask = ExpertMask.Full(new MaskShape(1, 2));
        return new MaskTrial(mask, mask, score, [], [], score is null ? null : 0, []);
    }
}
