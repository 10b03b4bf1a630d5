namespace Aread.Data.Published.CloudTheme;

/// <summary>
/// How popular the items of each theme are: the sum of ln(1 + clicks) over an item's lines in the theme, the authors' smoothing. Popular items
/// are drawn more often, but less so than they are clicked.
/// </summary>
internal sealed class ThemePopularity
{
    private readonly Theme[] _themes;

    /// <param name="clicks">That are counted.</param>
    public ThemePopularity(ReadOnlySpan<ThemeClick> clicks, int themes)
    {
        var items = new Dictionary<int, int>[themes];
        _themes = new Theme[themes];
        for (var theme = 0; theme < themes; theme++) (items[theme], _themes[theme]) = ([], new Theme());
        foreach (ref readonly var click in clicks)
        {
            var theme = _themes[click.Theme];
            if (!items[click.Theme].TryGetValue(click.Item, out var at))
            {
                items[click.Theme].Add(click.Item, at = theme.Items.Count);
                theme.Items.Add(click);
                theme.Sums.Add(0);
            }
            theme.Sums[at] += Math.Log(1.0 + click.Clicks);
        }
        foreach (var theme in _themes)
            for (var i = 1; i < theme.Sums.Count; i++) theme.Sums[i] += theme.Sums[i - 1];
    }

    /// <summary>The first line of each item in a theme.</summary>
    public IReadOnlyList<ThemeClick> Items(int theme) => _themes[theme].Items;

    /// <summary>An item's weight in its theme.</summary>
    public double Weight(int theme, int at) => at == 0 ? _themes[theme].Sums[0] : _themes[theme].Sums[at] - _themes[theme].Sums[at - 1];

    /// <summary>An item of a theme that has some, by its weight.</summary>
    /// <returns>Its place in <see cref="Items"/>.</returns>
    public int Draw(int theme, RandomStream draws)
    {
        var sums = _themes[theme].Sums;
        var at = sums.BinarySearch(draws.NextDouble() * sums[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, sums.Count - 1);
    }

    private sealed class Theme
    {
        public readonly List<ThemeClick> Items = [];

        /// <summary>Weights, each with those before it.</summary>
        public readonly List<double> Sums = [];
    }
}
