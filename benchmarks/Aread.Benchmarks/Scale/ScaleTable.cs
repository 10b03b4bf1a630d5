namespace Aread.Benchmarks.Scale;

/// <summary>What <see cref="ScaleModel"/> says of clusters of GPU silos.</summary>
internal static class ScaleTable
{
    private const double Milli = 1000, BytesPerGigabit = 1e9 / 8;

    private static readonly int[] Silos = [8, 32, 128];
    private static readonly int[] Gigabits = [10, 25];

    /// <param name="batchMilliseconds">Assumed for a batch on a GPU.</param>
    public static void Print(ScaleInputs measured, IReadOnlyList<double> batchMilliseconds)
    {
        Console.WriteLine($"{measured.DenseWeights:N0} dense weights, {measured.RowsPerBatch:0} rows of {measured.EmbeddingSize} per batch of {measured.BatchSize}");
        Console.WriteLine($"Check: two silos of this machine, {measured.MeasuredBatchesPerStep} batches a step, measured {Milli * measured.MeasuredStepSeconds:0} ms, computed {Milli * OfThisMachine(measured):0} ms\n");
        Console.WriteLine("| batch on a GPU, ms (assumed) | silos | GbE | batches per silo | G | lane | silo network | coordinator network | coordinator processor | shard | disk | step, ms | samples/s | lanes busy | first to saturate |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var batch in batchMilliseconds)
            foreach (var silos in Silos)
                foreach (var gigabits in Gigabits)
                    foreach (var batches in new[] { 1, LargestStep / silos }.Distinct()) Row(measured, new ScaleCase(silos, gigabits * BytesPerGigabit, batches, batch / Milli), gigabits);
    }

    private static int LargestStep => Training.TrainingOptions.MaximumBatchesPerStep;

    /// <summary>Its lanes and what it measured of the balance of batches; its network has no end.</summary>
    private static double OfThisMachine(ScaleInputs measured)
    {
        var here = new ScaleCase(Silos: 2, double.PositiveInfinity, measured.MeasuredBatchesPerStep / 2, measured.ProcessorBatchSeconds * 2 / measured.MeasuredBalance, CoordinatorCores: 1);
        return ScaleModel.Of(measured, here).Seconds;
    }

    private static void Row(ScaleInputs measured, ScaleCase assumed, int gigabits)
    {
        var step = ScaleModel.Of(measured, assumed);
        var batches = assumed.Silos * assumed.BatchesPerSilo;
        double[] parts = [step.Lane, step.SiloNetwork, step.CoordinatorNetwork, step.CoordinatorProcessor, step.Shard, step.Disk, step.Seconds];
        Console.WriteLine($"| {Milli * assumed.BatchSeconds:0} | {assumed.Silos} | {gigabits} | {assumed.BatchesPerSilo} | {batches} | {string.Join(" | ", parts.Select(part => $"{Milli * part:0.0}"))} "
            + $"| {batches * measured.BatchSize / step.Seconds:N0} | {step.Efficiency:P0} | {step.Busiest} |");
    }
}
