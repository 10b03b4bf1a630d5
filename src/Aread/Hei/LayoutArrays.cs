using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Hei;

/// <summary>What a step leaves in tensors, as the flat arrays of its model's layout.</summary>
internal static class LayoutArrays
{
    /// <param name="gradients">In the order of the parameters, and perhaps more; none for a parameter that took no part.</param>
    /// <returns>[Length]</returns>
    public static float[] Flatten(this ParameterLayout layout, IList<Tensor> gradients)
    {
        var flat = new float[layout.Length];
        for (var i = 0; i < layout.Parameters.Count; i++)
            if (gradients[i] is { IsInvalid: false } gradient)
                gradient.CopyTo<float>(flat.AsSpan(layout.Parameters[i].Offset, layout.Parameters[i].Length));
        return flat;
    }

    /// <param name="statistics">Mean and variance of the batch, by buffer.</param>
    /// <returns>[BufferLength]; empty without statistics.</returns>
    public static float[] Flatten(this ParameterLayout layout, IReadOnlyList<(int Buffer, Tensor Mean, Tensor Variance)> statistics)
    {
        if (statistics.Count == 0) return [];
        var flat = new float[layout.BufferLength];
        foreach (var (buffer, mean, variance) in statistics)
        {
            var spec = layout.Buffers[buffer];
            mean.CopyTo<float>(flat.AsSpan(spec.Offset, spec.HalfLength));
            variance.CopyTo<float>(flat.AsSpan(spec.Offset + spec.HalfLength, spec.HalfLength));
        }
        return flat;
    }
}
