using Aread.Data;
using Aread.Hei;

namespace Aread.Training;

/// <summary>Which embedding rows a batch uses, and where.</summary>
/// <param name="Rows">[U] distinct table rows, ascending.</param>
/// <param name="Positions">[B * C] index into <paramref name="Rows"/> of every id of the batch.</param>
public sealed record RowIndex(int[] Rows, int[] Positions)
{
    /// <exception cref="AreadException">An id lies outside its field's vocabulary.</exception>
    public static RowIndex Of(FeatureLayout features, params ReadOnlySpan<SampleBlock> batches)
    {
        var count = 0;
        foreach (var batch in batches) count += batch.Ids.Length;
        var positions = new int[count];
        var seen = new Dictionary<int, int>(count / 2);
        var at = 0;
        foreach (var batch in batches)
            for (var i = 0; i < batch.Ids.Length; i++)
            {
                var row = features.Row(i % features.Columns, batch.Ids[i]);
                if (!seen.TryGetValue(row, out var order)) seen.Add(row, order = seen.Count);
                positions[at++] = order;
            }
        var rows = new int[seen.Count];
        foreach (var (row, order) in seen) rows[order] = row;
        return Sorted(rows, positions);
    }

    private static RowIndex Sorted(int[] rows, int[] positions)
    {
        var order = new int[rows.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(rows, order);
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++) rank[order[i]] = i;
        foreach (ref var position in positions.AsSpan()) position = rank[position];
        return new RowIndex(rows, positions);
    }

    /// <summary>Spreads row vectors to the places that use them.</summary>
    /// <param name="vectors">[U, E]</param>
    /// <returns>[B * C, E]</returns>
    public float[] Spread(ReadOnlySpan<float> vectors, int size)
    {
        var spread = GC.AllocateUninitializedArray<float>(Positions.Length * size);
        for (var i = 0; i < Positions.Length; i++)
            vectors.Slice(Positions[i] * size, size).CopyTo(spread.AsSpan(i * size));
        return spread;
    }

    /// <summary>Sums the gradients of all places that use a row, in the order of the places.</summary>
    /// <param name="gradients">[B * C, E]</param>
    /// <returns>[U, E]</returns>
    public float[] Collect(ReadOnlySpan<float> gradients, int size)
    {
        var sums = new float[Rows.Length * size];
        for (var i = 0; i < Positions.Length; i++)
            System.Numerics.Tensors.TensorPrimitives.Add(
                sums.AsSpan(Positions[i] * size, size), gradients.Slice(i * size, size), sums.AsSpan(Positions[i] * size, size));
        return sums;
    }
}
