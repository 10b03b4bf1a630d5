using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// EPNet, the half of PEPNet that knows domains: a gate unit scales every number of the input, as the domain asks (Chang, Zhang, Hui, Leng, Niu, Song,
/// Gai: "PEPNet: Parameter and Embedding Personalized Network for Infusing with Personalized Prior Information", KDD 2023, sec. "Gate Neural Unit" and
/// "Embedding Personalized Network").
/// </summary>
/// <remarks>
/// Gate unit: 2 sigmoid(W' relu(W [prior, x] + b) + b'), between 0 and 2. EPNet: x times the gate unit of the domain's vector and x.
/// AREAD's authors compare two: one with a network for each domain, and EPNet-S with a single one. The gate's hidden layer, whose width the paper leaves
/// open, is as wide as its output. The gate learns nothing into the vectors it reads, but for the domain's.
/// </remarks>
public sealed class EpNet : Baseline
{
    private readonly GateUnitSpec _gate;
    private readonly IReadOnlyList<LayerSpec>? _network;
    private readonly IReadOnlyList<LinearSpec> _towers = [];
    private readonly LinearSpec _head;

    /// <param name="perDomain">A network and a head for each domain; else one for all.</param>
    public EpNet(BaselineShape shape, bool perDomain) : base(shape)
    {
        _gate = AddGateUnit("gate", shape.EmbeddingSize + shape.InputWidth, shape.InputWidth);
        if (perDomain)
        {
            _towers = AddTowers("towers", shape.InputWidth, shape.DeepTowerWidths);
            _head = AddDomainLinear("head", shape.DeepTowerWidths[^1], 1);
        }
        else
        {
            _network = AddNetwork("deep", shape.InputWidth, shape.Widths);
            _head = AddLinear("head", shape.Widths[^1], 1);
        }
    }

    public override Tensor Forward(BaselinePass pass)
    {
        var x_DB = Personalised(pass, _gate);
        return _network is null ? pass.DomainLinear(pass.Towers(x_DB, _towers), _head).squeeze(0) : pass.Head(pass.Network(x_DB, _network), _head);
    }

    /// <summary>x times the factors of a gate that reads the domain's vector and x.</summary>
    /// <returns>[D, B]</returns>
    internal static Tensor Personalised(BaselinePass pass, GateUnitSpec gate) =>
        pass.X_DB.Times(pass.GateUnit(cat([pass.Domain_EB, pass.X_DB.detach()], 0), gate));
}
