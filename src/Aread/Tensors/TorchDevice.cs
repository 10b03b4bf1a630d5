using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Tensors;

/// <summary>The option <c>Torch:Device</c>, understood without loading libtorch.</summary>
/// <param name="Type">CPU or CUDA.</param>
/// <param name="Index">Number of the CUDA device; 0 on CPU.</param>
public readonly record struct TorchDevice(DeviceType Type, int Index)
{
    private const string CudaPrefix = "cuda:";

    /// <param name="text"><c>cpu</c>, <c>cuda</c> (the first device) or <c>cuda:N</c>.</param>
    /// <exception cref="AreadException">Anything else.</exception>
    public static TorchDevice Parse(string text) => text switch
    {
        "cpu" => new TorchDevice(DeviceType.CPU, 0),
        "cuda" => new TorchDevice(DeviceType.CUDA, 0),
        _ when text.StartsWith(CudaPrefix, StringComparison.Ordinal) && IsNumber(text.AsSpan(CudaPrefix.Length), out var index) => new TorchDevice(DeviceType.CUDA, index),
        _ => throw new AreadException($"Torch:Device is '{text}'. It is cpu, cuda (the first CUDA device) or cuda:N (device N, counted from 0)."),
    };

    /// <summary>What tensors are made on. Needs libtorch loaded.</summary>
    public Device ToDevice() => Type == DeviceType.CPU ? CPU : new Device(Type, Index);

    public override string ToString() => Type == DeviceType.CPU ? "cpu" : $"{CudaPrefix}{Index}";

    private static bool IsNumber(ReadOnlySpan<char> digits, out int number) =>
        int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
}
