namespace Aread.Benchmarks.Scale;

/// <summary>
/// How long a training step takes on clusters that are not there. Sizes and the coordinator's work are measured, what a lane, a link and a disk do is assumed. Batches
/// are spread evenly over silos, and rows evenly over shards.
/// </summary>
internal static class ScaleModel
{
    public static ScaleStep Of(ScaleInputs measured, ScaleCase assumed)
    {
        var (others, batches, wire) = (assumed.Silos - 1, assumed.BatchesPerSilo, measured.WireFactor / assumed.NetworkBytesPerSecond);
        return new ScaleStep(
            Lane: batches * assumed.BatchSeconds,
            SiloNetwork: SiloBytes(measured, assumed) * wire,
            CoordinatorNetwork: others * (WeightBytes(measured) + GradientBytes(measured, batches)) * wire,
            CoordinatorProcessor: measured.AdamSeconds + measured.MeanSeconds + others * measured.AddSeconds + others * (measured.PackSeconds + measured.UnpackSeconds) / assumed.CoordinatorCores,
            Shard: batches * measured.RowsPerBatch * measured.RowSeconds,
            Disk: CheckpointBytes(measured, assumed.EmbeddingRows) / assumed.DiskBytesPerSecond / assumed.CheckpointSteps);
    }

    /// <summary>Dense weights with running statistics: once per silo and step.</summary>
    public static double WeightBytes(ScaleInputs measured) => sizeof(float) * ((double)measured.DenseWeights + measured.RunningStatistics);

    /// <summary>A silo's gradient, as it is if of one batch, in fixed point if of several, with the statistics of its batches.</summary>
    public static double GradientBytes(ScaleInputs measured, int batches) =>
        (batches == 1 ? sizeof(float) : sizeof(long)) * (double)measured.DenseWeights + batches * sizeof(float) * (double)measured.RunningStatistics;

    /// <summary>
    /// Each way over a silo's link: vectors of its batches' rows come in and their gradients go out; vectors of its shard go out and gradients come in. A share of
    /// 1/silos of the rows is its own.
    /// </summary>
    public static double SiloBytes(ScaleInputs measured, ScaleCase assumed) =>
        2 * assumed.BatchesPerSilo * measured.RowsPerBatch * (sizeof(int) + sizeof(float) * measured.EmbeddingSize) * (assumed.Silos - 1) / assumed.Silos;

    /// <summary>Weights with Adam's two moments, dense and of all rows.</summary>
    public static double CheckpointBytes(ScaleInputs measured, long rows) => 3 * sizeof(float) * ((double)measured.DenseWeights + (double)rows * measured.EmbeddingSize);
}
