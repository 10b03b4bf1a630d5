using Aread.Hei;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// Multi-gate mixture of experts: experts that all domains share, mixed for each domain by a gate of its own, below a tower of its own (Ma, Zhao, Yi,
/// Chen, Hong, Chi: "Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts", KDD 2018, eq. 5 to 7).
/// </summary>
/// <remarks>
/// The paper's tasks are domains here. Four experts, as AREAD's authors set it. All inputs, the domain's vector among them, are read by experts and
/// gates alike. Gates have a bias, which the paper's do not.
/// </remarks>
public sealed class Mmoe : Baseline
{
    private readonly IReadOnlyList<LayerSpec> _experts;
    private readonly LinearSpec _gates;
    private readonly IReadOnlyList<LinearSpec> _towers;
    private readonly LinearSpec _heads;

    public Mmoe(BaselineShape shape) : base(shape)
    {
        _experts = AddExperts("experts", shape.Experts, shape.InputWidth, shape.Widths);
        _gates = AddDomainLinear("gates", shape.InputWidth, shape.Experts);
        _towers = AddTowers("towers", shape.Widths[^1], shape.TowerWidths);
        _heads = AddDomainLinear("heads", shape.TowerWidths[^1], 1);
    }

    public override Tensor Forward(BaselinePass pass)
    {
        var gate_XB = pass.DomainLinear(pass.X_DB, _gates).softmax(0);
        var h_OB = BaselinePass.Mix(pass.Experts(pass.X_DB, _experts), gate_XB);
        return pass.DomainLinear(pass.Towers(h_OB, _towers), _heads).squeeze(0);
    }
}
