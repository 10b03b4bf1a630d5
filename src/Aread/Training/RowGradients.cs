using System.Numerics.Tensors;

namespace Aread.Training;

/// <summary>Gradients of embedding rows.</summary>
/// <param name="Rows">[U] distinct, ascending.</param>
/// <param name="Values">[U, E]</param>
public readonly record struct RowGradients(int[] Rows, float[] Values)
{
    public static RowGradients None { get; } = new([], []);

    /// <summary>Mean over the batches of a step: sums in the order given, divided by the number of batches.</summary>
    /// <param name="parts">In the order of the batches; a batch may have several, of different rows, or none.</param>
    /// <param name="batches">Batches of the whole step.</param>
    /// <param name="size">E.</param>
    public static RowGradients Mean(IReadOnlyList<RowGradients> parts, int batches, int size)
    {
        if (parts.Count == 0) return None;
        if (batches == 1 && parts.Count == 1) return parts[0];
        int[] rows = [.. parts.SelectMany(part => part.Rows).Distinct().Order()];
        var sums = new float[rows.Length * size];
        foreach (var part in parts)
        {
            var at = 0;
            for (var i = 0; i < part.Rows.Length; i++)
            {
                while (rows[at] != part.Rows[i]) at++;
                var sum = sums.AsSpan(at * size, size);
                TensorPrimitives.Add(sum, part.Values.AsSpan(i * size, size), sum);
            }
        }
        TensorPrimitives.Divide(sums, batches, sums);
        return new RowGradients(rows, sums);
    }
}
