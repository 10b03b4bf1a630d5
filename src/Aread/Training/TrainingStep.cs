using Aread.Data;
using Aread.Hei;
using Aread.Hemp;
using Aread.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Training;

/// <summary>One batch forward and backward. A pure function: weights, rows, batch, mask and dropout seed in, gradients out.</summary>
public static class TrainingStep
{
    /// <param name="weights">[Layout.Length]</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="vectors">[U, E], their vectors.</param>
    /// <param name="mask">Null in warm-up.</param>
    /// <param name="dropoutSeed">Names this step's dropout draws; null: no dropout.</param>
    public static StepResult Run(
        AreadModel model,
        float[] weights,
        RowIndex rows,
        float[] vectors,
        SampleBlock batch,
        ExpertMask? mask,
        long? dropoutSeed,
        LossKind loss,
        Device device)
    {
        using var scope = NewDisposeScope();
        var (layout, shape) = (model.Layout, model.Layout.Shape);
        var size = shape.EmbeddingSize;

        var dense = DenseTensors.Create(layout, weights, 1, trainable: true, device);
        var vectors_RBCE = HostMemory.ToTensor<float>(rows.Spread(vectors, size), [1, batch.Count, batch.Columns, size], device).requires_grad_();
        var labels_B = HostMemory.ToTensor<float>(Array.ConvertAll(batch.Labels, label => (float)label), [batch.Count], device);
        var maskTensors = mask is null ? null : MaskTensors.Create([mask], device);
        var stream = dropoutSeed is { } seed ? NamedRandom.Stream(seed, device) : null;

        var pass = model.Forward(dense, vectors_RBCE, IsSingleDomain(batch, shape.Features), maskTensors, new ForwardMode(null, stream));
        var share_RT = maskTensors?.OutputShare_RT ?? Losses.EqualShares(1, shape.Outputs, device);
        var loss_R = loss == LossKind.Bagging
            ? Losses.Bagging(pass.Logits_RTB, labels_B, share_RT)
            : Losses.OfMean(pass.Logits_RTB, labels_B, share_RT);

        var gradients = autograd.grad([loss_R.sum()], [.. dense.All, vectors_RBCE], allow_unused: true);
        return new StepResult(
            loss_R.ToArray()[0],
            batch.Count,
            layout.Flatten(gradients),
            layout.TouchedSlices(mask, batch.Count),
            ActiveExperts(shape.Experts, mask),
            layout.Flatten(pass.BatchStatistics),
            rows.Rows,
            rows.Collect(gradients[^1].ToArray(), size),
            GateMeans(shape.Experts, pass));
    }

    /// <summary>Whether every sample has the first one's domain.</summary>
    public static bool IsSingleDomain(SampleBlock batch, FeatureLayout features)
    {
        for (var row = 1; row < batch.Count; row++)
            if (batch.Sample(row)[features.DomainField] != batch.Sample(0)[features.DomainField]) return false;
        return true;
    }

    private static bool[][] ActiveExperts(MaskShape shape, ExpertMask? mask) =>
        [.. Enumerable.Range(0, shape.ExpertLevels).Select(level =>
            Enumerable.Range(0, shape.Experts(level)).Select(expert => mask is null || mask.IsActive(level, expert)).ToArray())];

    private static float[] GateMeans(MaskShape shape, ForwardPass pass)
    {
        var flat = new float[shape.Edges];
        for (var level = 1; level < shape.ExpertLevels; level++)
            pass.GateMeans_RTS[level - 1].squeeze(0).transpose(0, 1).CopyTo<float>(flat.AsSpan(shape.LevelRange(level)));
        return flat;
    }
}
