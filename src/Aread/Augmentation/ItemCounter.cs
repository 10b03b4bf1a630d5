using System.Runtime.InteropServices;
using Aread.Data;

namespace Aread.Augmentation;

/// <summary>Collects <see cref="ItemCounts"/> over the row groups of a partition. Not safe for concurrent use.</summary>
public sealed class ItemCounter
{
    private readonly Dictionary<int, (int Exposures, int Positives)> _counts = [];

    /// <summary>Counts samples of a train partition.</summary>
    /// <param name="itemField">Index of the item field in a sample.</param>
    public void Add(SampleBlock samples, int itemField)
    {
        for (var row = 0; row < samples.Count; row++) Add(samples.Sample(row)[itemField], 1, samples.Labels[row]);
    }

    public void Add(ItemCounts counts)
    {
        for (var i = 0; i < counts.Items.Length; i++) Add(counts.Items[i], counts.Exposures[i], counts.Positives[i]);
    }

    public ItemCounts ToCounts()
    {
        int[] items = [.. _counts.Keys.Order()];
        return new ItemCounts(items, Array.ConvertAll(items, item => _counts[item].Exposures), Array.ConvertAll(items, item => _counts[item].Positives));
    }

    private void Add(int item, int exposures, int positives)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, item, out _);
        count = checked((count.Exposures + exposures, count.Positives + positives));
    }
}
