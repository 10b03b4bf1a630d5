using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// DeepFM: a factorization machine and a deep network over the same vectors (Guo, Tang, Ye, Li, He: "DeepFM: A Factorization-Machine based Neural
/// Network for CTR Prediction", IJCAI 2017, eq. 1 to 4).
/// </summary>
/// <remarks>A row holds, after its vector, the id's weight of first order. One model for all domains, which are a field like others.</remarks>
public sealed class DeepFm : Baseline
{
    private readonly int _bias;
    private readonly IReadOnlyList<LayerSpec> _deep;
    private readonly LinearSpec _head;

    public DeepFm(BaselineShape shape) : base(shape)
    {
        _bias = Add("bias", [1]);
        _deep = AddNetwork("deep", shape.InputWidth, shape.Widths);
        _head = AddLinear("head", shape.Widths[^1], 1);
    }

    public override int RowSize => Shape.EmbeddingSize + 1;

    public override Tensor Forward(BaselinePass pass)
    {
        var first_B = pass.Rows_FSB.select(1, Shape.EmbeddingSize).sum([0]);
        return first_B.Plus(SecondOrder(pass.Inputs_FEB)).Plus(pass.Head(pass.Network(pass.X_DB, _deep), _head)).Plus(pass[_bias]);
    }

    /// <summary>Sum over pairs of inputs of the products of their vectors: half of (sum)^2 - sum of squares (eq. 2).</summary>
    /// <returns>[B]</returns>
    internal static Tensor SecondOrder(Tensor inputs_FEB) => inputs_FEB.sum([0]).Squared().Minus(inputs_FEB.Squared().sum([0])).sum([0]).Times(0.5);
}
