using System.Numerics.Tensors;

namespace Aread.Training;

/// <summary>What a training batch says about the weights. Plain arrays: it may cross threads, grains and machines.</summary>
/// <param name="Loss">Mean data loss of the batch, without penalty.</param>
/// <param name="Samples">Samples in the batch.</param>
/// <param name="DenseGradient">[Layout.Length], gradient of the data loss.</param>
/// <param name="TouchedSlices">[Layout.Slices], which slices the optimiser moves.</param>
/// <param name="ActiveExperts">Per level, which experts took part.</param>
/// <param name="BatchStatistics">[Layout.BufferLength], the batch's mean and unbiased variance; empty if nothing was batch-normalised.</param>
/// <param name="Rows">[U] embedding rows used, ascending.</param>
/// <param name="RowGradients">[U, E]</param>
/// <param name="GateMeans">[edges], mean gate values of the batch.</param>
public sealed record StepResult(
    double Loss,
    int Samples,
    float[] DenseGradient,
    bool[] TouchedSlices,
    bool[][] ActiveExperts,
    float[] BatchStatistics,
    int[] Rows,
    float[] RowGradients,
    float[] GateMeans)
{
    public StepStatistics Statistics => new(ActiveExperts, BatchStatistics);

    /// <param name="combined">The gradient is to be combined with those of other batches, which bounds its size.</param>
    /// <exception cref="DivergedException">Loss or gradients are not finite or too large; names the domain and the step.</exception>
    public void RequireFinite(string domain, long step, bool combined)
    {
        if (combined && !FixedPointSum.Holds(DenseGradient))
            throw new DivergedException(
                $"Training diverged: a gradient of step {step} (domain '{domain}') is not under {FixedPointSum.Limit}; the loss is {Loss}. Lower Training:LearningRate, or look for extreme values in that domain's data.");
        if (double.IsFinite(Loss) && TensorPrimitives.IsFiniteAll<float>(DenseGradient) && TensorPrimitives.IsFiniteAll<float>(RowGradients)) return;
        throw new DivergedException(
            $"Training diverged: the loss of step {step} (domain '{domain}') is {Loss}, or its gradient is not finite. Lower Training:LearningRate, or look for extreme values in that domain's data.");
    }
}
