using Aread.Hei;
using Aread.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Serving;

/// <summary>What of a pass depends on the domain alone, computed once.</summary>
/// <param name="Gates_RTSG">See <see cref="AreadModel.Gates"/>.</param>
/// <param name="OutputShare_RT">Weights of the outputs.</param>
internal sealed record WarmDomain(MaskTensors? Mask, IReadOnlyList<Tensor> Gates_RTSG, Tensor OutputShare_RT)
{
    /// <summary>To be called in a dispose scope, which the tensors leave.</summary>
    public static WarmDomain Of(AreadModel model, DenseTensors weights, ServedModel served, int domain, Device device)
    {
        var shape = served.Layout.Shape;
        var mask = served.MaskOf(domain) is { } kept ? MaskTensors.Create([kept], device) : null;
        var row = shape.Features.Row(shape.Features.DomainField, served.Schema.Domains[domain].Id);
        var domain_REG = HostMemory.ToTensor<float>(served.Embedding.AsSpan(row * shape.EmbeddingSize, shape.EmbeddingSize), [1, shape.EmbeddingSize, 1], device);
        var warm = new WarmDomain(mask, model.Gates(weights, domain_REG, mask), mask?.OutputShare_RT ?? Losses.EqualShares(1, shape.Outputs, device));
        foreach (var tensor in warm.Tensors) tensor.DetachFromDisposeScope();
        return warm;
    }

    public IEnumerable<Tensor> Tensors =>
        [.. Mask is null ? [] : Mask.Edges_RTS1.Concat(Mask.Active_RT11).Append(Mask.GroupShare_R1N), .. Gates_RTSG, OutputShare_RT];
}
