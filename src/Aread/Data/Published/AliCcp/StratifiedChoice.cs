namespace Aread.Data.Published.AliCcp;

/// <summary>
/// The authors' choice of domains of all sizes. Domains are put in order, largest first, and parted: the largest twentieth, and the rest. Of the
/// former, the larger of 5 and 15% of those wanted are taken at even distances from the first on, of the latter the others. Where there are too
/// few domains for that, the rest fills up what is wanted. Nothing is drawn.
/// </summary>
internal static class StratifiedChoice
{
    private const double LargeShare = 0.05;
    private const double LargeWanted = 0.15;
    private const int LeastLarge = 5;

    /// <param name="domains">With their samples.</param>
    /// <returns>At most <paramref name="wanted"/> of them, large ones first.</returns>
    public static IReadOnlyList<int> Of(IEnumerable<(int Domain, long Samples)> domains, int wanted)
    {
        int[] ordered = [.. domains.OrderByDescending(entry => entry.Samples).ThenBy(entry => entry.Domain).Select(entry => entry.Domain)];
        var large = ordered.AsSpan(0, (int)(LargeShare * ordered.Length));
        int[] chosen = [.. Spread(large, Math.Min(wanted, Math.Max(LeastLarge, (int)(LargeWanted * wanted))))];
        return [.. chosen, .. Spread(ordered.AsSpan(large.Length), wanted - chosen.Length)];
    }

    private static int[] Spread(ReadOnlySpan<int> domains, int count)
    {
        var step = Math.Max(1, count == 0 ? 1 : domains.Length / count);
        var chosen = new int[Math.Min(count, domains.Length)];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = domains[i * step];
        return chosen;
    }
}
