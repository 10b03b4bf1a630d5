using Aread.Data;
using Aread.Hei;
using Aread.Hemp;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Training;

/// <summary>Predictions for a batch: running statistics, no dropout.</summary>
public static class Scoring
{
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="vectors">[U, E], their vectors.</param>
    /// <param name="mask">Null: all experts (warm-up form).</param>
    /// <returns>[B] probabilities (paper eq. 9).</returns>
    public static float[] Run(AreadModel model, DenseSnapshot weights, RowIndex rows, float[] vectors, SampleBlock batch, ExpertMask? mask, Device device)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var shape = model.Layout.Shape;
        var dense = DenseTensors.Create(model.Layout, weights.Weights, 1, trainable: false, device);
        var buffers = HostMemory.ToTensor<float>(weights.Buffers, [weights.Buffers.Length], device);
        var vectors_RBCE = HostMemory.ToTensor<float>(rows.Spread(vectors, shape.EmbeddingSize), [1, batch.Count, batch.Columns, shape.EmbeddingSize], device);
        var maskTensors = mask is null ? null : MaskTensors.Create([mask], device);
        var pass = model.Forward(dense, vectors_RBCE, TrainingStep.IsSingleDomain(batch, shape.Features), maskTensors, new ForwardMode(buffers, null));
        return Losses.Prediction(pass.Logits_RTB, maskTensors?.OutputShare_RT ?? Losses.EqualShares(1, shape.Outputs, device)).ToArray();
    }
}
