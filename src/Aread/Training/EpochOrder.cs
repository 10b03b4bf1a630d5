namespace Aread.Training;

/// <summary>The order of domain batches in an epoch: shuffled, each domain as often as it has batches.</summary>
public static class EpochOrder
{
    /// <param name="batches">Batches of each domain.</param>
    /// <returns>Per step: the domain, and which of its batches.</returns>
    public static (int Domain, int Batch)[] Create(long seed, int epoch, IReadOnlyList<int> batches)
    {
        var domains = new List<int>();
        for (var domain = 0; domain < batches.Count; domain++) domains.AddRange(Enumerable.Repeat(domain, batches[domain]));
        var order = domains.ToArray();
        new RandomStream(seed, "epoch-order", epoch).Shuffle<int>(order);
        var next = new int[batches.Count];
        return Array.ConvertAll(order, domain => (domain, next[domain]++));
    }
}
