using System.Runtime.InteropServices;

namespace Aread.Distributed.Checkpoints;

/// <summary>A named array in a checkpoint. Holds the caller's array, does not copy it.</summary>
public sealed class CheckpointTensor
{
    private readonly Array _data;

    /// <param name="name">Unique in its part.</param>
    /// <param name="shape">Extents; none for a scalar. Their product is the array's length.</param>
    /// <param name="data">Row-major.</param>
    public CheckpointTensor(string name, IReadOnlyList<long> shape, float[] data) : this(name, shape, TensorElement.F32, data) { }

    /// <inheritdoc cref="CheckpointTensor(string, IReadOnlyList{long}, float[])"/>
    public CheckpointTensor(string name, IReadOnlyList<long> shape, long[] data) : this(name, shape, TensorElement.I64, data) { }

    /// <inheritdoc cref="CheckpointTensor(string, IReadOnlyList{long}, float[])"/>
    public CheckpointTensor(string name, IReadOnlyList<long> shape, int[] data) : this(name, shape, TensorElement.I32, data) { }

    /// <inheritdoc cref="CheckpointTensor(string, IReadOnlyList{long}, float[])"/>
    public CheckpointTensor(string name, IReadOnlyList<long> shape, byte[] data) : this(name, shape, TensorElement.U8, data) { }

    private CheckpointTensor(string name, IReadOnlyList<long> shape, TensorElement element, Array data)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var count = shape.Aggregate(1L, (product, extent) => checked(product * extent));
        if (count != data.Length || shape.Any(extent => extent < 0))
            throw new ArgumentException($"Tensor '{name}' of shape [{string.Join(", ", shape)}] cannot hold {data.Length} elements.", nameof(data));
        Name = name;
        Shape = shape;
        Element = element;
        _data = data;
    }

    public string Name { get; }

    public IReadOnlyList<long> Shape { get; }

    public TensorElement Element { get; }

    /// <summary>Number of elements.</summary>
    public int Count => _data.Length;

    /// <summary>Size of the data in a file.</summary>
    public long ByteCount => (long)Count * ElementSize(Element);

    /// <exception cref="AreadException">The elements are of another type.</exception>
    public float[] Floats => Data<float[]>(TensorElement.F32);

    /// <inheritdoc cref="Floats"/>
    public long[] Longs => Data<long[]>(TensorElement.I64);

    /// <inheritdoc cref="Floats"/>
    public int[] Integers => Data<int[]>(TensorElement.I32);

    /// <inheritdoc cref="Floats"/>
    public byte[] Bytes => Data<byte[]>(TensorElement.U8);

    internal static int ElementSize(TensorElement element) => element switch
    {
        TensorElement.U8 => 1,
        TensorElement.I64 => 8,
        _ => 4,
    };

    internal static CheckpointTensor Allocate(string name, IReadOnlyList<long> shape, TensorElement element, int count) => element switch
    {
        TensorElement.U8 => new(name, shape, new byte[count]),
        TensorElement.I32 => new(name, shape, new int[count]),
        TensorElement.I64 => new(name, shape, new long[count]),
        _ => new(name, shape, new float[count]),
    };

    /// <summary>The memory of some of the elements, without a copy.</summary>
    internal Span<byte> Memory(int first, int count) => _data switch
    {
        float[] data => MemoryMarshal.AsBytes(data.AsSpan(first, count)),
        long[] data => MemoryMarshal.AsBytes(data.AsSpan(first, count)),
        int[] data => MemoryMarshal.AsBytes(data.AsSpan(first, count)),
        byte[] data => data.AsSpan(first, count),
        _ => throw new InvalidOperationException($"No checkpoint tensor holds {_data.GetType()}."),
    };

    private T Data<T>(TensorElement asked) where T : class =>
        _data as T ?? throw new AreadException($"Tensor '{Name}' of the checkpoint holds {Element}, not {asked}. It was written by another version or for another model.");
}
