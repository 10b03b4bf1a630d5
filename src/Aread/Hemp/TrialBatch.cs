using Aread.Data;
using Aread.Training;

namespace Aread.Hemp;

/// <summary>A batch of a search, with its ids resolved to the rows that the search gathered.</summary>
/// <param name="Samples">B samples.</param>
/// <param name="Positions">[B * C] index into the search's rows.</param>
/// <param name="Rows">Distinct values of <paramref name="Positions"/>, ascending: the rows a training step moves.</param>
/// <param name="RowPositions">[B * C] index into <paramref name="Rows"/>.</param>
public sealed record TrialBatch(SampleBlock Samples, long[] Positions, long[] Rows, long[] RowPositions)
{
    /// <summary>Splits the shared index of several batches into one view per batch.</summary>
    /// <param name="all">Index over <paramref name="batches"/> in this order.</param>
    /// <param name="everyRow">Each batch moves all rows of the search, as the published dense updates do.</param>
    public static IReadOnlyList<TrialBatch> Create(RowIndex all, IReadOnlyList<SampleBlock> batches, bool everyRow)
    {
        var views = new List<TrialBatch>();
        var start = 0;
        foreach (var batch in batches)
        {
            var positions = Array.ConvertAll(all.Positions[start..(start + batch.Ids.Length)], position => (long)position);
            start += batch.Ids.Length;
            long[] rows = everyRow ? [.. Enumerable.Range(0, all.Rows.Length)] : [.. positions.Distinct().Order()];
            var order = new int[all.Rows.Length];
            for (var i = 0; i < rows.Length; i++) order[rows[i]] = i;
            views.Add(new TrialBatch(batch, positions, rows, Array.ConvertAll(positions, position => (long)order[position])));
        }
        return views;
    }
}
