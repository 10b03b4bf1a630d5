namespace Aread.Training;

/// <summary>What the batches of one step do to the dense weights together.</summary>
/// <param name="Gradient">[Layout.Length], mean of the batches' gradients of the data loss.</param>
/// <param name="TouchedSlices">[Layout.Slices], slices that any batch touches.</param>
/// <param name="Statistics">Of each batch, in the order of the batches: running statistics take them one after another.</param>
public sealed record DenseUpdate(float[] Gradient, bool[] TouchedSlices, IReadOnlyList<StepStatistics> Statistics)
{
    /// <param name="results">In the order of the batches.</param>
    public static DenseUpdate Of(IReadOnlyList<StepResult> results)
    {
        var sum = new PartialGradient();
        foreach (var result in results) sum.Add(result.DenseGradient, result.TouchedSlices);
        return new DenseUpdate(sum.Mean(), sum.TouchedSlices, [.. results.Select(result => result.Statistics)]);
    }
}
