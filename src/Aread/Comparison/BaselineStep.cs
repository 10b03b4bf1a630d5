using Aread.Baselines;
using Aread.Hei;
using Aread.Tensors;
using Aread.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>One batch forward and backward, or scored. Pure functions: weights, rows, batch and dropout seed in; gradients or scores out.</summary>
internal static class BaselineStep
{
    /// <param name="weights">[Length]</param>
    /// <param name="vectors">[U, RowSize], the rows of the batch.</param>
    /// <param name="dropoutSeed">Names this step's dropout draws; null: no dropout.</param>
    public static BaselineGradient Run(Baseline model, float[] weights, RowIndex rows, float[] vectors, MixedBatch batch, long? dropoutSeed, Device device)
    {
        using var scope = NewDisposeScope();
        var dense = DenseTensors.Create(model, weights, 1, trainable: true, device);
        var rows_BCS = Rows(model, rows, vectors, batch, device).requires_grad_();
        var labels_B = HostMemory.ToTensor<float>(Array.ConvertAll(batch.Samples.Labels, label => (float)label), [batch.Samples.Count], device);
        var stream = dropoutSeed is { } seed ? NamedRandom.Stream(seed, device) : null;

        var pass = new BaselinePass(model, dense, rows_BCS, batch.Groups, new ForwardMode(null, stream));
        var loss = nn.functional.binary_cross_entropy_with_logits(model.Forward(pass), labels_B);
        var total = pass.Penalty is { } penalty ? loss.Plus(penalty) : loss;
        var gradients = autograd.grad([total], [.. dense.All, rows_BCS], allow_unused: true);

        return new BaselineGradient(
            loss.ToArray()[0],
            new DenseUpdate(model.Flatten(gradients), model.TouchedSlices(batch.Samples.Count), [Statistics(model, pass)]),
            rows.Collect(gradients[^1].ToArray(), model.RowSize));
    }

    /// <returns>[B] probabilities.</returns>
    public static float[] Score(Baseline model, float[] weights, float[] buffers, RowIndex rows, float[] vectors, MixedBatch batch, Device device)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var dense = DenseTensors.Create(model, weights, 1, trainable: false, device);
        var running = HostMemory.ToTensor<float>(buffers, [buffers.Length], device);
        var pass = new BaselinePass(model, dense, Rows(model, rows, vectors, batch, device), batch.Groups, new ForwardMode(running, null));
        return model.Forward(pass).sigmoid().ToArray();
    }

    private static Tensor Rows(Baseline model, RowIndex rows, float[] vectors, MixedBatch batch, Device device) =>
        HostMemory.ToTensor<float>(rows.Spread(vectors, model.RowSize), [batch.Samples.Count, batch.Samples.Columns, model.RowSize], device);

    /// <summary>Level 0 of what takes part are the domains of the batch.</summary>
    private static StepStatistics Statistics(Baseline model, BaselinePass pass)
    {
        if (pass.Statistics.Count == 0) return new StepStatistics([], []);
        var present = new bool[model.Shape.Domains];
        foreach (var group in pass.Groups) present[group.Domain] = group.Count > 1;
        return new StepStatistics([present], model.Flatten(pass.Statistics));
    }
}
