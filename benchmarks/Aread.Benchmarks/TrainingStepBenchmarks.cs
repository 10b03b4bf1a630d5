using Aread.Data;
using Aread.Hemp;
using Aread.Tensors;
using Aread.Training;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Aread.Benchmarks;

/// <summary>
/// A masked training step as a run takes it: rows gathered, forward, backward, both optimisers applied. Beside it the same step with the published
/// treatment of embeddings, Adam and L2 over the whole table (<c>Training:DenseEmbeddingUpdates</c>).
/// </summary>
public class TrainingStepBenchmarks
{
    private const int Batches = 16;

    private BenchmarkProblem _problem = null!;
    private SampleBlock[] _batches = null!;
    private ExpertMask[] _masks = null!;
    private Device _device = null!;
    private int _step;

    [Params(100_000, 1_370_000)]
    public int Items { get; set; }

    [GlobalSetup(Target = nameof(RowsOfTheBatch))]
    public void PrepareRows() => Prepare(denseUpdates: false);

    [GlobalSetup(Target = nameof(WholeTable))]
    public void PrepareTable() => Prepare(denseUpdates: true);

    [Benchmark(Baseline = true)]
    public double RowsOfTheBatch() => Step();

    [Benchmark]
    public double WholeTable() => Step();

    private void Prepare(bool denseUpdates)
    {
        _device = TorchRuntime.Load(new TorchOptions());
        TorchLane.Enter(threads: 1);
        _problem = new BenchmarkProblem(Items, new TrainingOptions { DenseEmbeddingUpdates = denseUpdates });
        _batches = [.. Enumerable.Range(0, Batches).Select(_problem.Batch)];
        _masks = [.. Enumerable.Range(0, Batches).Select(_problem.Mask)];
    }

    private double Step()
    {
        var i = _step++ % Batches;
        var rows = _problem.Rows(_batches[i]);
        var result = TrainingStep.Run(_problem.Model, _problem.Dense.Weights, rows, _problem.Gather(rows), _batches[i], _masks[i],
            RandomStream.SeedOf(1, "dropout", _step), LossKind.Bagging, _device);
        _problem.Dense.Apply(result);
        _problem.Table.Apply(result.Rows, result.RowGradients);
        return result.Loss;
    }
}
