namespace Aread.Data.Published.CloudTheme;

/// <summary>
/// Draws items that a user did not click, to stand beside one that they did: of the same theme, by popularity, none twice for one click, and none
/// that the user clicked anywhere at any time.
/// </summary>
/// <param name="clicked">All users and items of the log, see <see cref="Pair"/>.</param>
internal sealed class NegativeSampler(IReadOnlySet<long> clicked, long seed)
{
    public const int PerPositive = 4;

    /// <summary>Draws after which those items are gone through that may be taken.</summary>
    private const int Draws = 64;

    public static long Pair(int user, int item) => ((long)user << 32) | (uint)item;

    /// <param name="number">Of the click, names the draws.</param>
    /// <param name="popularity">What may be known at the time of the click's split.</param>
    /// <param name="negatives">Takes them; fewer than <see cref="PerPositive"/> where the theme has no more.</param>
    public void Draw(ThemeClick click, long number, ThemePopularity popularity, List<ThemeClick> negatives)
    {
        negatives.Clear();
        var items = popularity.Items(click.Theme);
        if (items.Count == 0) return;
        var draws = new RandomStream(seed, "cloudtheme-negatives", number);
        for (var i = 0; i < Draws && negatives.Count < PerPositive; i++) Take(click, items[popularity.Draw(click.Theme, draws)], negatives);
        if (negatives.Count < PerPositive) DrawOfLeft(click, popularity, draws, negatives);
    }

    private void DrawOfLeft(ThemeClick click, ThemePopularity popularity, RandomStream draws, List<ThemeClick> negatives)
    {
        var items = popularity.Items(click.Theme);
        var left = new List<int>();
        for (var at = 0; at < items.Count; at++)
            if (MayBe(click, items[at], negatives)) left.Add(at);
        while (left.Count > 0 && negatives.Count < PerPositive)
        {
            var point = draws.NextDouble() * left.Sum(at => popularity.Weight(click.Theme, at));
            var chosen = 0;
            while (chosen < left.Count - 1 && (point -= popularity.Weight(click.Theme, left[chosen])) >= 0) chosen++;
            Take(click, items[left[chosen]], negatives);
            left.RemoveAt(chosen);
        }
    }

    private void Take(ThemeClick click, ThemeClick item, List<ThemeClick> negatives)
    {
        if (MayBe(click, item, negatives)) negatives.Add(item with { User = click.User, Time = click.Time, Clicks = 0 });
    }

    private bool MayBe(ThemeClick click, ThemeClick item, List<ThemeClick> negatives)
    {
        if (clicked.Contains(Pair(click.User, item.Item))) return false;
        foreach (var taken in negatives)
            if (taken.Item == item.Item) return false;
        return true;
    }
}
