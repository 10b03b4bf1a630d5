using Aread.Hei;
using Aread.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// AdaSparse: one network for all domains, of which each domain leaves out neurons: a pruner beside each layer weighs its neurons, and those of little
/// weight are dropped (Yang, Peng, Wang, Jian, Lv, Xu, Zheng: "AdaSparse: Learning Adaptively Sparse Structures for Multi-Domain Click-Through Rate
/// Prediction", CIKM 2022, domain-aware pruner with "fusion" factors, and sparsity regularisation).
/// </summary>
/// <remarks>
/// A layer's neurons h become h * f with f = beta sigmoid(alpha (W [domain, h_before] + b)), and f = 0 where that is under epsilon; the loss has
/// lambda (share - target)^2 added for each layer whose pruned share is out of bounds.
/// The pruner is one dense layer over the domain's vector and the layer's input. The paper lets the slope alpha and the penalty's weight grow in training;
/// here both are 1. The pruned share is that of a layer's neurons over the batch, and is to stay between 0.1 and 0.2. A count has no gradient: the penalty's
/// goes through the factors before the threshold, whose mean falls where the share is to rise.
/// </remarks>
public sealed class AdaSparse : Baseline
{
    /// <summary>alpha</summary>
    internal const double Slope = 1;

    /// <summary>beta: a pruner that says nothing gives a factor of 1.</summary>
    internal const double Scale = 2;

    /// <summary>epsilon: lower factors are 0.</summary>
    internal const double Threshold = 0.25;

    internal const double LowestShare = 0.1;
    internal const double HighestShare = 0.2;
    internal const double TargetShare = (LowestShare + HighestShare) / 2;

    /// <summary>lambda</summary>
    internal const double PenaltyWeight = 1;

    private readonly IReadOnlyList<LayerSpec> _layers;
    private readonly IReadOnlyList<LinearSpec> _pruners;
    private readonly LinearSpec _head;

    public AdaSparse(BaselineShape shape) : base(shape)
    {
        _layers = AddNetwork("deep", shape.InputWidth, shape.Widths);
        int[] inputs = [shape.InputWidth, .. shape.Widths];
        _pruners = [.. shape.Widths.Select((width, i) => AddLinear($"pruners.{i}", shape.EmbeddingSize + inputs[i], width))];
        _head = AddLinear("head", shape.Widths[^1], 1);
    }

    public override Tensor Forward(BaselinePass pass)
    {
        var h_IB = pass.X_DB;
        foreach (var (layer, pruner) in _layers.Zip(_pruners))
        {
            var gates_OB = pass.Linear(cat([pass.Domain_EB, h_IB], 0), pruner).Times(Slope).sigmoid();
            if (pass.IsTraining) pass.Penalise(Penalty(gates_OB).Times(1.0 / _layers.Count));
            h_IB = pass.Network(h_IB, [layer]).Times(Factors(gates_OB));
        }
        return pass.Head(h_IB, _head);
    }

    /// <summary>beta * gate, and 0 where that is under the threshold.</summary>
    internal static Tensor Factors(Tensor gates_OB)
    {
        var factors_OB = gates_OB.Times(Scale);
        return factors_OB.Times(Numbers(factors_OB.ge(Scalars.Of(Threshold))));
    }

    /// <summary>Share of the factors that are 0.</summary>
    internal static Tensor PrunedShare(Tensor gates_OB) => Numbers(gates_OB.Times(Scale).lt(Scalars.Of(Threshold))).mean();

    /// <summary>lambda * (share - target)^2 where the share is out of bounds, else 0.</summary>
    internal static Tensor Penalty(Tensor gates_OB)
    {
        var share = PrunedShare(gates_OB);
        var outside = Numbers(share.lt(Scalars.Of(LowestShare)).logical_or(share.gt(Scalars.Of(HighestShare))));
        var open = gates_OB.mean();
        var withGradient = share.Plus(open.detach()).Minus(open);
        return withGradient.Plus(-TargetShare).Squared().Times(outside).Times(PenaltyWeight);
    }

    private static Tensor Numbers(Tensor conditions) => conditions.to_type(ScalarType.Float32);
}
