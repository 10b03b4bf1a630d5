using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Tensors;

/// <summary>What operators would do, safe while other threads collect: no call makes a scalar that only its native handle keeps alive.</summary>
public static class TensorMath
{
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, Scalars.One);

    public static Tensor Plus(this Tensor a, double constant) => a.add(Scalars.Of(constant), Scalars.One);

    public static Tensor Minus(this Tensor a, Tensor b) => a.add(b, Scalars.MinusOne);

    public static Tensor Times(this Tensor a, Tensor b) => a.mul(b);

    public static Tensor Times(this Tensor a, double constant) => a.mul(Scalars.Of(constant));

    public static Tensor DividedBy(this Tensor a, Tensor b) => a.div(b);

    public static Tensor Squared(this Tensor a) => a.mul(a);

    /// <summary>Values under <paramref name="low"/> and over <paramref name="high"/> become these; NaN stays.</summary>
    public static Tensor Bounded(this Tensor a, double low, double high) => a.clamp(Scalars.Of(low), Scalars.Of(high));

    /// <summary>Rows of a tensor, some of them more than once.</summary>
    /// <remarks>Their gradients are added up in one order. On CUDA those of <c>index_select</c> are not, and two runs would differ; on CPU it is the faster one.</remarks>
    public static Tensor PickRows(this Tensor rows, Tensor positions) =>
        rows.device_type == DeviceType.CPU ? rows.index_select(0, positions) : rows.index(TensorIndex.Tensor(positions));
}
