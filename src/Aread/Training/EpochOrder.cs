namespace Aread.Training;

/// <summary>The order of domain batches in an epoch: shuffled, each domain as often as it has batches.</summary>
public static class EpochOrder
{
    /// <param name="batches">Batches of each domain.</param>
    /// <returns>Per step: the domain, and which of its batches.</returns>
    public static (int Domain, int Batch)[] Create(long seed, int epoch, IReadOnlyList<int> batches) =>
        Shuffled(new RandomStream(seed, "epoch-order", epoch), batches, new int[batches.Count]);

    /// <summary>The order of what is left of an epoch in which domains changed.</summary>
    /// <param name="done">Batches of each domain that were applied before.</param>
    /// <param name="changes">How many changes the run has had.</param>
    /// <inheritdoc cref="Create(long, int, IReadOnlyList{int})"/>
    public static (int Domain, int Batch)[] Create(long seed, int epoch, IReadOnlyList<int> batches, IReadOnlyList<int> done, int changes) =>
        Shuffled(new RandomStream(seed, "epoch-order", epoch, changes), batches, [.. done]);

    private static (int Domain, int Batch)[] Shuffled(RandomStream stream, IReadOnlyList<int> batches, int[] next)
    {
        var domains = new List<int>();
        for (var domain = 0; domain < batches.Count; domain++) domains.AddRange(Enumerable.Repeat(domain, Math.Max(0, batches[domain] - next[domain])));
        var order = domains.ToArray();
        stream.Shuffle<int>(order);
        return Array.ConvertAll(order, domain => (domain, next[domain]++));
    }
}
