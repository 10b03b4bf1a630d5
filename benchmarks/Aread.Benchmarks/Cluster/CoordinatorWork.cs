using System.Diagnostics;
using Aread.Distributed.Contracts;
using Aread.Hemp;
using Aread.Training;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Aread.Benchmarks.Cluster;

/// <summary>What a coordinator computes in a step, each part on its own, with the model of a run. Medians in seconds.</summary>
/// <param name="Adam">On the dense weights.</param>
/// <param name="Mean">Sums of fixed-point numbers to a mean.</param>
/// <param name="Add">One silo's sums added.</param>
/// <param name="Pack">Dense weights made a message for one silo.</param>
/// <param name="Unpack">One silo's gradient taken from its message.</param>
/// <param name="Row">An embedding shard's: Adam on one row, of several thousand.</param>
internal sealed record CoordinatorWork(double Adam, double Mean, double Add, double Pack, double Unpack, double Row)
{
    private const int Repeats = 41, Rows = 4096;

    public static CoordinatorWork Measure(RunContext context)
    {
        var layout = context.Model.Layout;
        var dense = new DenseState(layout, context.Options.Training);
        var (touched, sums) = (layout.TouchedSlices(ExpertMask.Full(layout.Shape.Experts), context.Options.Training.BatchSize), new long[layout.Length]);
        var update = new DenseUpdate(new float[layout.Length], touched, []);
        var serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
        var weights = new DenseWeights(1, dense.Weights, dense.Buffers);
        var gradient = serializer.SerializeToArray(SiloGradient.Of(new PartialGradient(2, null, sums, touched)));
        var size = context.Options.Hei.EmbeddingSize;
        var table = new EmbeddingTable(0, Rows, size, context.Options.Hei.EmbeddingInitialRange, context.Options.Training);
        var (rows, rowGradients) = (Enumerable.Range(0, Rows).ToArray(), new float[Rows * size]);
        return new CoordinatorWork(
            MedianOf(() => dense.Apply(update)),
            MedianOf(() => FixedPointSum.Mean(sums, 2)),
            MedianOf(() => FixedPointSum.Add(sums, sums)),
            MedianOf(() => serializer.SerializeToArray(weights)),
            MedianOf(() => serializer.Deserialize<SiloGradient>(gradient)),
            MedianOf(() => table.Apply(rows, rowGradients)) / Rows);
    }

    private static double MedianOf(Action work)
    {
        var times = new double[Repeats];
        foreach (ref var time in times.AsSpan())
        {
            var start = Stopwatch.GetTimestamp();
            work();
            time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        return Median.Of(times, time => time);
    }
}
