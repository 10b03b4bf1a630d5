using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Hei;

/// <summary>The layers of stacked experts: dense, normalisation, ReLU, dropout; all experts of all replicas in one product per layer.</summary>
/// <remarks>
/// Shape letters: R replica, X expert, I input features, O output features, B sample. Samples come last, so that batch
/// normalisation of every expert of every replica is one call over [1, R*X*O, B].
/// </remarks>
internal sealed class ExpertStack(ParameterLayout layout, DenseTensors weights, ForwardMode mode)
{
    private readonly List<(int Buffer, Tensor Mean, Tensor Variance)> _statistics = [];

    /// <summary>Statistics of the batches that went through, in the order of the layers.</summary>
    public IReadOnlyList<(int Buffer, Tensor Mean, Tensor Variance)> Statistics => _statistics;

    /// <param name="h_RXIB">Input; X = 1 where all experts read the same.</param>
    /// <returns>[R, X, O, B]</returns>
    public Tensor Apply(Tensor h_RXIB, IReadOnlyList<LayerSpec> layers)
    {
        foreach (var layer in layers)
        {
            var y_RXOB = Dense(h_RXIB, weights[layer.Weight]).Plus(weights[layer.Bias].unsqueeze(3));
            if (layer.Normalization is { } normalization) y_RXOB = Normalize(y_RXOB, normalization);
            h_RXIB = Dropout(y_RXOB.relu());
        }
        return h_RXIB;
    }

    private static Tensor Dense(Tensor h_RXIB, Tensor w_RXOI)
    {
        var (replicas, experts, outputs, inputs, batch) = (w_RXOI.size(0), w_RXOI.size(1), w_RXOI.size(2), w_RXOI.size(3), h_RXIB.size(3));
        return h_RXIB.size(1) == experts
            ? w_RXOI.view(replicas * experts, outputs, inputs).bmm(h_RXIB.reshape(replicas * experts, inputs, batch)).view(replicas, experts, outputs, batch)
            : w_RXOI.view(replicas, experts * outputs, inputs).bmm(h_RXIB.squeeze(1)).view(replicas, experts, outputs, batch);
    }

    private Tensor Normalize(Tensor y_RXOB, NormalizationSpec spec) =>
        layout.Normalization == Normalization.Layer ? NormalizeFeatures(y_RXOB, spec) : NormalizeBatch(y_RXOB, spec);

    private Tensor NormalizeFeatures(Tensor y_RXOB, NormalizationSpec spec)
    {
        var centred = y_RXOB.Minus(y_RXOB.mean([2], keepdim: true));
        var variance = centred.Squared().mean([2], keepdim: true);
        return centred.Times(variance.Plus(ModelShape.NormalizationEpsilon).rsqrt())
            .Times(weights[spec.Gamma].unsqueeze(3)).Plus(weights[spec.Beta].unsqueeze(3));
    }

    private Tensor NormalizeBatch(Tensor y_RXOB, NormalizationSpec spec)
    {
        if (mode.RunningStatistics is null && y_RXOB.size(3) == 1) return y_RXOB;
        var channels = y_RXOB.size(0) * y_RXOB.size(1) * y_RXOB.size(2);
        var (mean, variance) = RunningStatistics(spec.Buffer, channels, y_RXOB);
        var normalized = nn.functional.batch_norm(
            y_RXOB.reshape(1, channels, y_RXOB.size(3)),
            mean,
            variance,
            weights[spec.Gamma].view(channels),
            weights[spec.Beta].view(channels),
            training: mode.RunningStatistics is null,
            momentum: 1,
            eps: ModelShape.NormalizationEpsilon);
        return normalized.view(y_RXOB.shape);
    }

    /// <summary>Given ones in evaluation; else fresh ones that a momentum of 1 fills with the batch's own mean and unbiased variance.</summary>
    private (Tensor Mean, Tensor Variance) RunningStatistics(int buffer, long channels, Tensor like)
    {
        if (mode.RunningStatistics is { } given)
        {
            var spec = layout.Buffers[buffer];
            return (given.narrow(0, spec.Offset, spec.HalfLength), given.narrow(0, spec.Offset + spec.HalfLength, spec.HalfLength));
        }
        var batch = (Buffer: buffer, Mean: zeros(channels, device: like.device), Variance: zeros(channels, device: like.device));
        _statistics.Add(batch);
        return (batch.Mean, batch.Variance);
    }

    private Tensor Dropout(Tensor h_RXOB)
    {
        if (mode.DropoutStream is null || layout.Dropout == 0) return h_RXOB;
        // One draw for all replicas: candidates of a search differ by their masks only, not by luck.
        return h_RXOB.Times(mode.DropoutStream.DropoutMask([1, h_RXOB.size(1), h_RXOB.size(2), h_RXOB.size(3)], layout.Dropout));
    }
}
