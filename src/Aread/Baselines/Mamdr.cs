using Aread.Hei;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// The network that MAMDR trains (Luo et al.: "MAMDR: A Model Agnostic Learning Framework for Multi-Domain Recommendation", ICDE 2023). What makes it
/// MAMDR is how it is trained: <see cref="Comparison.MamdrTraining"/>.
/// </summary>
/// <remarks>The framework takes any model; here it is a plain deep network, whose domains are a field like others.</remarks>
public sealed class Mamdr : Baseline
{
    private readonly IReadOnlyList<LayerSpec> _deep;
    private readonly LinearSpec _head;

    public Mamdr(BaselineShape shape) : base(shape)
    {
        _deep = AddNetwork("deep", shape.InputWidth, shape.Widths);
        _head = AddLinear("head", shape.Widths[^1], 1);
    }

    public override Tensor Forward(BaselinePass pass) => pass.Head(pass.Network(pass.X_DB, _deep), _head);
}
