using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Aread.Tensors;

/// <summary>Numbers go to and from tensors by copy; no tensor ever shares memory with a managed array.</summary>
public static class HostMemory
{
    /// <summary>A new tensor with these values.</summary>
    /// <param name="values">Row-major; as many as the shape holds.</param>
    public static Tensor ToTensor<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, Device device) where T : unmanaged
    {
        var host = empty(shape, TypeOf<T>());
        var bytes = MemoryMarshal.AsBytes(values);
        var target = host.bytes;
        if (bytes.Length != target.Length) throw new ArgumentException($"{values.Length} values do not fill a tensor of {host.NumberOfElements}.", nameof(values));
        bytes.CopyTo(target);
        if (device.type == TorchSharp.DeviceType.CPU) return host;
        using (host) return host.to(device);
    }

    /// <summary>Copies a tensor's values, row-major.</summary>
    /// <param name="target">Exactly as long as the tensor.</param>
    public static void CopyTo<T>(this Tensor tensor, Span<T> target) where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var host = tensor.detach().cpu().contiguous();
        var bytes = host.bytes;
        if (bytes.Length != target.Length * Marshal.SizeOf<T>()) throw new ArgumentException($"{target.Length} values cannot hold a tensor of {tensor.NumberOfElements}.", nameof(target));
        bytes.CopyTo(MemoryMarshal.AsBytes(target));
        GC.KeepAlive(tensor);
    }

    /// <summary>A tensor's values as an array, row-major.</summary>
    public static float[] ToArray(this Tensor tensor)
    {
        var values = GC.AllocateUninitializedArray<float>(checked((int)tensor.NumberOfElements));
        tensor.CopyTo<float>(values);
        return values;
    }

    private static ScalarType TypeOf<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return ScalarType.Float32;
        if (typeof(T) == typeof(long)) return ScalarType.Int64;
        if (typeof(T) == typeof(int)) return ScalarType.Int32;
        if (typeof(T) == typeof(bool)) return ScalarType.Bool;
        throw new NotSupportedException($"No tensor type for {typeof(T).Name}.");
    }
}
