using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// PEPNet: the input is scaled as the domain asks (EPNet), and every layer of a domain's network as the user and the item ask (PPNet) (Chang, Zhang, Hui,
/// Leng, Niu, Song, Gai: "PEPNet: Parameter and Embedding Personalized Network for Infusing with Personalized Prior Information", KDD 2023, sec. "Gate
/// Neural Unit", "Embedding Personalized Network" and "Parameter Personalized Network").
/// </summary>
/// <remarks>
/// h_{l+1} = relu(W_l (h_l)) times the gate unit (see <see cref="EpNet"/>) of the user's and item's vectors and x.
/// The paper has a network for each task, and for each task factors of its own from PPNet's gates; here there is one task, and a network for each domain.
/// So a layer has one gate for all domains. Where a data set has neither user nor item, the prior knowledge is the domain. A gate's hidden layer is as wide
/// as its output. Shape letter here: P numbers of the prior knowledge.
/// </remarks>
public sealed class PepNet : Baseline
{
    private readonly GateUnitSpec _inputGate;
    private readonly IReadOnlyList<LinearSpec> _towers;
    private readonly IReadOnlyList<GateUnitSpec> _gates;
    private readonly LinearSpec _head;

    public PepNet(BaselineShape shape) : base(shape)
    {
        var prior = Math.Max(1, shape.PriorFields.Count) * shape.EmbeddingSize;
        _inputGate = AddGateUnit("gate", shape.EmbeddingSize + shape.InputWidth, shape.InputWidth);
        _towers = AddTowers("towers", shape.InputWidth, shape.DeepTowerWidths);
        _gates = [.. shape.DeepTowerWidths.Select((width, i) => AddGateUnit($"gates.{i}", prior + shape.InputWidth, width))];
        _head = AddDomainLinear("head", shape.DeepTowerWidths[^1], 1);
    }

    public override Tensor Forward(BaselinePass pass)
    {
        var x_DB = EpNet.Personalised(pass, _inputGate);
        var gateInput = cat([Prior(pass), x_DB.detach()], 0);
        var h_IB = x_DB;
        foreach (var (layer, gate) in _towers.Zip(_gates)) h_IB = pass.Towers(h_IB, [layer]).Times(pass.GateUnit(gateInput, gate));
        return pass.DomainLinear(h_IB, _head).squeeze(0);
    }

    /// <returns>[P, B]</returns>
    private Tensor Prior(BaselinePass pass) =>
        Shape.PriorFields.Count == 0 ? pass.Domain_EB : cat([.. Shape.PriorFields.Select(field => pass.Inputs_FEB.select(0, field))], 0);
}
