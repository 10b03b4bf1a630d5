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
    float[] GateMeans);
