using Aread.Distributed.Compute;
using Aread.Testing;

namespace Aread.Distributed.Tests.Compute;

public sealed class TensorLayerTests
{
    [Fact]
    public void Compiled_code_calls_banned_members_only_where_a_reason_is_given() => Assert.Equal(
        ["Aread.Distributed.Runs.RunLock -> M:System.Threading.Thread.Sleep(System.TimeSpan)"],
        new BannedSymbols().CallsIn(typeof(DeviceExecutor).Assembly).Distinct());
}
