using Aread.Data;

namespace Aread.Augmentation;

/// <summary>
/// Positives that may be given, best first: those with the largest keys, ties by domain and row. Proposals merge in any order and grouping to the
/// same result, so a domain, a silo and the coordinator all keep the best with the same call.
/// </summary>
/// <param name="Keys">[n] descending; see <see cref="CounterfactualAugmenter.Propose"/>.</param>
/// <param name="Domains">[n] index of the domain that a sample comes from.</param>
/// <param name="Rows">[n] its row in that domain's train partition.</param>
/// <param name="Samples">[n]</param>
/// <param name="Available">Positives considered, of which these are the best.</param>
public sealed record AugmentationProposal(double[] Keys, int[] Domains, long[] Rows, SampleBlock Samples, long Available)
{
    public int Count => Keys.Length;

    public static AugmentationProposal Empty(int columns) => new([], [], [], SampleBlock.Empty(columns), 0);

    /// <summary>The best <paramref name="count"/> of all.</summary>
    /// <param name="proposals">At least one; of the same data set, and of rows that do not overlap.</param>
    public static AugmentationProposal Merge(IReadOnlyList<AugmentationProposal> proposals, int count)
    {
        var places = new (double Key, int Domain, long Row, int Proposal, int Index)[proposals.Sum(proposal => proposal.Count)];
        var filled = 0;
        for (var i = 0; i < proposals.Count; i++)
            for (var j = 0; j < proposals[i].Count; j++)
                places[filled++] = (proposals[i].Keys[j], proposals[i].Domains[j], proposals[i].Rows[j], i, j);
        Array.Sort(places, static (a, b) => (b.Key, a.Domain, a.Row).CompareTo((a.Key, b.Domain, b.Row)));
        if (places.Length > count) places = places[..count];

        var columns = proposals[0].Samples.Columns;
        var ids = new int[places.Length * columns];
        for (var i = 0; i < places.Length; i++) proposals[places[i].Proposal].Samples.Sample(places[i].Index).CopyTo(ids.AsSpan(i * columns));
        return new AugmentationProposal(
            Array.ConvertAll(places, place => place.Key),
            Array.ConvertAll(places, place => place.Domain),
            Array.ConvertAll(places, place => place.Row),
            new SampleBlock(columns, ids, Array.ConvertAll(places, place => proposals[place.Proposal].Samples.Labels[place.Index])),
            proposals.Sum(proposal => proposal.Available));
    }
}
