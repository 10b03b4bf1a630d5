using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Hei;

/// <summary>The dense weights of R replicas as tensors: parameter i is [R, shape of parameter i], a leaf of the gradient graph.</summary>
/// <remarks>Belongs to the dispose scope it was made in.</remarks>
public sealed class DenseTensors
{
    private readonly Tensor[] _tensors;

    private DenseTensors(ParameterLayout layout, int replicas, Tensor[] tensors) => (Layout, Replicas, _tensors) = (layout, replicas, tensors);

    public ParameterLayout Layout { get; }

    /// <summary>R.</summary>
    public int Replicas { get; }

    /// <summary>In the order of <see cref="ParameterLayout.Parameters"/>.</summary>
    public IReadOnlyList<Tensor> All => _tensors;

    public Tensor this[int parameter] => _tensors[parameter];

    /// <param name="weights">[Layout.Length], the weights every replica starts from.</param>
    /// <param name="replicas">R.</param>
    /// <param name="trainable">Whether gradients will be asked for.</param>
    public static DenseTensors Create(ParameterLayout layout, ReadOnlySpan<float> weights, int replicas, bool trainable, Device device)
    {
        if (weights.Length != layout.Length) throw new ArgumentException($"The model has {layout.Length} dense weights, not {weights.Length}.", nameof(weights));
        var flat = HostMemory.ToTensor(weights, [weights.Length], device);
        var tensors = new Tensor[layout.Parameters.Count];
        for (var i = 0; i < tensors.Length; i++)
        {
            var spec = layout.Parameters[i];
            var one = flat.narrow(0, spec.Offset, spec.Length).view([1, .. spec.Shape]);
            var own = replicas == 1 ? one.detach() : one.expand([replicas, .. spec.Shape]).contiguous();
            tensors[i] = trainable ? own.requires_grad_() : own;
        }
        return new DenseTensors(layout, replicas, tensors);
    }

    /// <summary>Copies of some replicas, as new leaves of the gradient graph.</summary>
    /// <param name="replicas">Indices, at least one.</param>
    public DenseTensors Select(Tensor replicas)
    {
        using var noGradient = no_grad();
        return new DenseTensors(Layout, (int)replicas.size(0), Array.ConvertAll(_tensors, tensor => tensor.index_select(0, replicas).requires_grad_(tensor.requires_grad)));
    }
}
