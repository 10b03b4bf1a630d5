using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// DCN-V2: a cross network whose layers each multiply the input with a dense layer of what came before, beside a deep network (Wang, Shivanna, Cheng,
/// Jain, Lin, Hong, Chi: "DCN V2: Improved Deep &amp; Cross Network and Practical Lessons for Web-scale Learning to Rank Systems", WWW 2021, eq. 1).
/// </summary>
/// <remarks>Full matrices and the parallel structure, with as many cross layers as DCN. One model for all domains.</remarks>
public sealed class DcnV2 : Baseline
{
    private readonly IReadOnlyList<LinearSpec> _cross;
    private readonly IReadOnlyList<LayerSpec> _deep;
    private readonly LinearSpec _head;

    public DcnV2(BaselineShape shape) : base(shape)
    {
        _cross = [.. Enumerable.Range(0, shape.CrossLayers).Select(i => AddLinear($"cross.{i}", shape.InputWidth, shape.InputWidth))];
        _deep = AddNetwork("deep", shape.InputWidth, shape.Widths);
        _head = AddLinear("head", shape.InputWidth + shape.Widths[^1], 1);
    }

    public override Tensor Forward(BaselinePass pass) => pass.Head(cat([Cross(pass), pass.Network(pass.X_DB, _deep)], 0), _head);

    /// <summary>c_{i+1} = x * (W_i c_i + b_i) + c_i, * element by element.</summary>
    private Tensor Cross(BaselinePass pass)
    {
        var c_DB = pass.X_DB;
        foreach (var layer in _cross) c_DB = pass.X_DB.Times(pass.Linear(c_DB, layer)).Plus(c_DB);
        return c_DB;
    }
}
