namespace Aread.Augmentation;

/// <summary>How often items were shown and liked in train samples. Sparse; counts of domains merge in any order to the same result.</summary>
/// <param name="Items">Ids, ascending.</param>
/// <param name="Exposures">Samples per item, at least one.</param>
/// <param name="Positives">Of these, with label 1.</param>
public sealed record ItemCounts(int[] Items, int[] Exposures, int[] Positives)
{
    public static ItemCounts Empty { get; } = new([], [], []);

    /// <summary>(positives + 1) / (exposures + 2); 0.5 for an item never shown.</summary>
    public double Popularity(int item) => Array.BinarySearch(Items, item) is >= 0 and var index ? PopularityAt(index) : 0.5;

    /// <summary>Popularity of <c>Items[index]</c>.</summary>
    internal double PopularityAt(int index) => (Positives[index] + 1.0) / (Exposures[index] + 2.0);

    /// <summary>Sums per item.</summary>
    public static ItemCounts Merge(IEnumerable<ItemCounts> parts)
    {
        var counter = new ItemCounter();
        foreach (var part in parts) counter.Add(part);
        return counter.ToCounts();
    }
}
