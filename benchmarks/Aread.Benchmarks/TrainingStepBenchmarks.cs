using Aread.Data;
using Aread.Hemp;
using Aread.Tensors;
using Aread.Training;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Aread.Benchmarks;

/// <summary>
/// A masked training step as a run takes it: rows gathered, forward, backward, both optimisers applied. Beside it two steps that sweep the whole
/// embedding table with Adam and L2: ours (<c>Training:DenseEmbeddingUpdates</c>), and torch's as in the published code.
/// </summary>
public class TrainingStepBenchmarks
{
    private const int Batches = 16;

    private BenchmarkProblem _problem = null!;
    private PublishedStep? _published;
    private SampleBlock[] _batches = null!;
    private ExpertMask[] _masks = null!;
    private Device _device = null!;
    private int _step;

    [Params(100_000, 1_370_000)]
    public int Items { get; set; }

    [GlobalSetup(Target = nameof(RowsOfTheBatch))]
    public void PrepareRows() => Prepare(new TrainingOptions());

    [GlobalSetup(Target = nameof(WholeTable))]
    public void PrepareTable() => Prepare(new TrainingOptions { DenseEmbeddingUpdates = true });

    [GlobalSetup(Target = nameof(WholeTableAsPublished))]
    public void PreparePublished()
    {
        var options = new TrainingOptions();
        Prepare(options);
        _published = new PublishedStep(_problem, options, _device);
    }

    [GlobalCleanup]
    public void Release() => _published?.Dispose();

    [Benchmark(Baseline = true)]
    public double RowsOfTheBatch() => Step();

    [Benchmark]
    public double WholeTable() => Step();

    [Benchmark]
    public double WholeTableAsPublished()
    {
        var i = _step++ % Batches;
        return _published!.Run(_batches[i], _masks[i], RandomStream.SeedOf(1, "dropout", _step));
    }

    private void Prepare(TrainingOptions options)
    {
        _device = TorchRuntime.Load(BenchmarkTorch.Options);
        TorchLane.Enter(threads: 1);
        _problem = new BenchmarkProblem(Items, options);
        _batches = [.. Enumerable.Range(0, Batches).Select(_problem.Batch)];
        _masks = [.. Enumerable.Range(0, Batches).Select(_problem.Mask)];
    }

    private double Step()
    {
        var i = _step++ % Batches;
        var rows = _problem.Rows(_batches[i]);
        var result = TrainingStep.Run(_problem.Model, _problem.Dense.Weights, rows, _problem.Gather(rows), _batches[i], _masks[i],
            RandomStream.SeedOf(1, "dropout", _step), LossKind.Bagging, _device);
        _problem.Dense.Apply(DenseUpdate.Of([result]));
        _problem.Table.Apply(result.Rows, result.RowGradients);
        return result.Loss;
    }
}
