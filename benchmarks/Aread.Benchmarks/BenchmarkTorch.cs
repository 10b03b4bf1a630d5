namespace Aread.Benchmarks;

/// <summary>Where micro-benchmarks compute: on the CPU, or where the program's own variables say.</summary>
internal static class BenchmarkTorch
{
    public static TorchOptions Options { get; } = new()
    {
        Device = Environment.GetEnvironmentVariable("AREAD_Torch__Device") ?? TorchOptions.Cpu,
        LibraryPath = Environment.GetEnvironmentVariable("AREAD_Torch__LibraryPath"),
    };
}
