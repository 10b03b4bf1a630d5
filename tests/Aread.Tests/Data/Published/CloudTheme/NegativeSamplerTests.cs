using Aread.Data.Published.CloudTheme;

namespace Aread.Tests.Data.Published.CloudTheme;

public sealed class NegativeSamplerTests
{
    [Fact]
    public void Four_other_items_of_the_theme_stand_beside_a_click_with_its_user_and_time()
    {
        ThemeClick[] clicks = [.. Enumerable.Range(0, 20).Select(item => Click(user: 100 + item, item, theme: item % 2))];

        var negatives = Draw(clicks, clicks[0]);

        Assert.Equal(4, negatives.Select(negative => negative.Item).Distinct().Count());
        Assert.All(negatives, negative => Assert.Equal((100, 0, 0, 7L), (negative.User, negative.Theme, negative.Clicks, negative.Time)));
        Assert.All(negatives, negative => Assert.True(negative.Item % 2 == 0 && negative.Item > 0));
        Assert.All(negatives, negative => Assert.Equal((negative.Item + 1000, negative.Item + 2000), (negative.Leaf, negative.FirstLevel)));
    }

    [Fact]
    public void No_item_that_the_user_clicked_in_any_theme_is_a_negative()
    {
        ThemeClick[] clicks = [.. Enumerable.Range(0, 6).Select(item => Click(user: 1, item, theme: 1)), .. Enumerable.Range(0, 8).Select(item => Click(user: 2, item, theme: 0)), Click(1, 20, 0)];

        var negatives = Draw(clicks, clicks[^1]);

        Assert.Equal([6, 7], negatives.Select(negative => negative.Item).Order());
    }

    [Fact]
    public void A_theme_without_other_items_gives_none() => Assert.Empty(Draw([Click(1, 1, 0), Click(2, 2, 1)], Click(1, 1, 0)));

    [Fact]
    public void Draws_follow_the_sum_of_the_logarithms_of_clicks()
    {
        // ln(1 + 1) = 0.693 for item 1; ln(1 + 7) + ln(1 + 1) = 2.773 for item 2: one in five draws is item 1.
        ThemeClick[] clicks = [Click(1, 1, 0, clicks: 1), Click(2, 2, 0, clicks: 7), Click(3, 2, 0, clicks: 1)];
        var popularity = new ThemePopularity(clicks, 1);
        var draws = new RandomStream(1, "test");

        var first = Enumerable.Range(0, 10_000).Count(_ => popularity.Items(0)[popularity.Draw(0, draws)].Item == 1);

        Assert.InRange(first, 1850, 2150);
    }

    [Fact]
    public void The_same_seed_draws_the_same()
    {
        ThemeClick[] clicks = [.. Enumerable.Range(0, 500).Select(item => Click(user: 1000 + item, item, theme: 0, clicks: 1 + item % 9))];

        Assert.Equal(Draw(clicks, clicks[3], seed: 5), Draw(clicks, clicks[3], seed: 5));
        Assert.NotEqual(Draw(clicks, clicks[3], seed: 5), Draw(clicks, clicks[3], seed: 6));
    }

    private static List<ThemeClick> Draw(ThemeClick[] clicks, ThemeClick click, long seed = 1)
    {
        var clicked = clicks.Select(entry => NegativeSampler.Pair(entry.User, entry.Item)).ToHashSet();
        var negatives = new List<ThemeClick>();
        new NegativeSampler(clicked, seed).Draw(click, 0, new ThemePopularity(clicks, 1 + clicks.Max(entry => entry.Theme)), negatives);
        return negatives;
    }

    private static ThemeClick Click(int user, int item, int theme, int clicks = 1) => new(user, item, theme, item + 1000, item + 2000, clicks, Time: 7);
}
