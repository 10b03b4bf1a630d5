using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Tests;

/// <summary>
/// Where tests compute: on the CPU, or where <c>AREAD_TEST_DEVICE</c> says (<c>cuda</c>), so that a machine with a GPU holds every formula to the same expected
/// values. <c>AREAD_TEST_LIBTORCH</c> names its libtorch where the tests were built without one (<c>-p:TorchBackend=none</c>).
/// </summary>
internal static class TestDevice
{
    public static Device Here { get; } = TorchRuntime.Load(new TorchOptions
    {
        Device = Environment.GetEnvironmentVariable("AREAD_TEST_DEVICE") ?? TorchOptions.Cpu,
        LibraryPath = Environment.GetEnvironmentVariable("AREAD_TEST_LIBTORCH"),
    });
}
