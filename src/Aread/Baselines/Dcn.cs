using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// Deep and cross network: layers that each add a product of the input with a number, beside a deep network (Wang, Fu, Fu, Wang: "Deep &amp; Cross
/// Network for Ad Click Predictions", ADKDD 2017, eq. 3).
/// </summary>
/// <remarks>Three cross layers, as AREAD's authors set it. One model for all domains.</remarks>
public sealed class Dcn : Baseline
{
    private readonly IReadOnlyList<CrossSpec> _cross;
    private readonly IReadOnlyList<LayerSpec> _deep;
    private readonly LinearSpec _head;

    public Dcn(BaselineShape shape) : base(shape)
    {
        _cross = [.. Enumerable.Range(0, shape.CrossLayers).Select(i => new CrossSpec(
            Add($"cross.{i}.weight", [shape.InputWidth], penalised: true, initialRange: InverseRoot(shape.InputWidth)),
            Add($"cross.{i}.bias", [shape.InputWidth])))];
        _deep = AddNetwork("deep", shape.InputWidth, shape.Widths);
        _head = AddLinear("head", shape.InputWidth + shape.Widths[^1], 1);
    }

    public override Tensor Forward(BaselinePass pass) => pass.Head(cat([Cross(pass), pass.Network(pass.X_DB, _deep)], 0), _head);

    /// <summary>c_{i+1} = x (w_i . c_i) + b_i + c_i</summary>
    private Tensor Cross(BaselinePass pass)
    {
        var c_DB = pass.X_DB;
        foreach (var layer in _cross)
            c_DB = pass.X_DB.Times(pass[layer.Weight].unsqueeze(0).mm(c_DB)).Plus(pass[layer.Bias].unsqueeze(1)).Plus(c_DB);
        return c_DB;
    }
}
