using Aread.Data;
using Aread.Hei;
using Aread.Hemp;
using Aread.Tensors;
using Aread.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Aread.Benchmarks;

/// <summary>
/// A training step that treats the embedding table as the published code does: the table is one parameter, its L2 penalty a term of the loss, its
/// gradient dense, and torch's Adam moves all of it. The rest of the step is ours.
/// </summary>
internal sealed class PublishedStep : IDisposable
{
    private readonly BenchmarkProblem _problem;
    private readonly TrainingOptions _options;
    private readonly Device _device;
    private readonly Parameter _table;
    private readonly optim.Optimizer _adam;

    public PublishedStep(BenchmarkProblem problem, TrainingOptions options, Device device)
    {
        (_problem, _options, _device) = (problem, options, device);
        _table = new Parameter(HostMemory.ToTensor<float>(problem.Table.Weights, [problem.Table.Rows, problem.Table.Size], device));
        _adam = optim.Adam([_table], options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay);
    }

    public double Run(SampleBlock batch, ExpertMask mask, long dropoutSeed)
    {
        using var scope = NewDisposeScope();
        var stream = NamedRandom.Stream(dropoutSeed, _device);
        var layout = _problem.Model.Layout;
        var dense = DenseTensors.Create(layout, _problem.Dense.Weights, 1, trainable: true, _device);
        var ids = new long[batch.Ids.Length];
        for (var i = 0; i < ids.Length; i++) ids[i] = layout.Shape.Features.Row(i % batch.Columns, batch.Ids[i]);
        var labels_B = HostMemory.ToTensor<float>(Array.ConvertAll(batch.Labels, label => (float)label), [batch.Count], _device);
        var masks = MaskTensors.Create([mask], _device);

        _adam.zero_grad();
        var vectors_RBCE = _table.index_select(0, HostMemory.ToTensor<long>(ids, [ids.Length], _device)).view(1, batch.Count, batch.Columns, _problem.Table.Size);
        var pass = _problem.Model.Forward(dense, vectors_RBCE, singleDomain: true, masks, new ForwardMode(null, stream));
        var loss = Losses.Bagging(pass.Logits_RTB, labels_B, masks.OutputShare_RT).sum();
        loss.Plus(_table.Squared().sum().Times(_options.L2)).backward();
        _adam.step();

        var gradient = new float[layout.Length];
        for (var i = 0; i < layout.Parameters.Count; i++)
            if (dense[i].grad is { } given) given.CopyTo<float>(gradient.AsSpan(layout.Parameters[i].Offset, layout.Parameters[i].Length));
        var value = (double)loss.ToArray()[0];
        _problem.Dense.Apply(new DenseUpdate(gradient, layout.TouchedSlices(mask, batch.Count), []));
        return value;
    }

    public void Dispose()
    {
        _adam.Dispose();
        _table.Dispose();
    }
}
