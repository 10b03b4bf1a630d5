using Aread.Hei;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// Progressive layered extraction: experts that all domains share beside experts of each domain's own, mixed by the domain's gate (Tang, Liu, Zhao,
/// Gong: "Progressive Layered Extraction (PLE): A Novel Multi-Task Learning (MTL) Model for Personalized Recommendations", RecSys 2020, eq. 1 to 6).
/// </summary>
/// <remarks>
/// The paper's tasks are domains here, so an expert of a domain's own sees the samples of that domain alone, and is not batch-normalised: a batch may
/// hold one of them. One extraction layer (the paper's customized gate control), since the layers above a first one would need the shared experts
/// mixed for themselves over all domains' experts, on all samples. Two experts of each kind. Gates have a bias, which the paper's do not.
/// </remarks>
public sealed class Ple : Baseline
{
    /// <summary>Experts of each domain's own, and shared ones.</summary>
    private const int OwnExperts = 2, SharedExperts = 2;

    private readonly IReadOnlyList<IReadOnlyList<LinearSpec>> _own;
    private readonly IReadOnlyList<LayerSpec> _shared;
    private readonly LinearSpec _gates;
    private readonly IReadOnlyList<LinearSpec> _towers;
    private readonly LinearSpec _heads;

    public Ple(BaselineShape shape) : base(shape)
    {
        _own = [.. Enumerable.Range(0, OwnExperts).Select(i => AddTowers($"own.{i}", shape.InputWidth, shape.Widths))];
        _shared = AddExperts("shared", SharedExperts, shape.InputWidth, shape.Widths);
        _gates = AddDomainLinear("gates", shape.InputWidth, OwnExperts + SharedExperts);
        _towers = AddTowers("towers", shape.Widths[^1], shape.TowerWidths);
        _heads = AddDomainLinear("heads", shape.TowerWidths[^1], 1);
    }

    public override Tensor Forward(BaselinePass pass)
    {
        var experts_XOB = cat([.. _own.Select(layers => pass.Towers(pass.X_DB, layers).unsqueeze(0)), pass.Experts(pass.X_DB, _shared)], 0);
        var gate_XB = pass.DomainLinear(pass.X_DB, _gates).softmax(0);
        var h_OB = BaselinePass.Mix(experts_XOB, gate_XB);
        return pass.DomainLinear(pass.Towers(h_OB, _towers), _heads).squeeze(0);
    }
}
