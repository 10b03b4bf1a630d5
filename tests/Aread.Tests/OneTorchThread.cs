using System.Runtime.CompilerServices;
using Aread.Tensors;

namespace Aread.Tests;

/// <summary>Tests run side by side already: one torch thread each, unless a test says otherwise. Threads take the number last set when they start.</summary>
internal static class OneTorchThread
{
    [ModuleInitializer]
    internal static void Settle()
    {
        _ = TestDevice.Here;
        TorchLane.Enter(threads: 1);
    }
}
