using Aread.Tensors;
using TorchSharp;

namespace Aread.Tests.Tensors;

public sealed class TorchLaneTests
{
    [Fact]
    public void Every_lane_has_its_own_number_of_threads()
    {
        var seen = new int[3];
        using var barrier = new Barrier(seen.Length);
        var lanes = Enumerable.Range(0, seen.Length).Select(i => new Thread(() =>
        {
            TorchLane.Enter(i + 1);
            barrier.SignalAndWait(TestContext.Current.CancellationToken);
            seen[i] = torch.get_num_threads();
        })).ToArray();
        foreach (var lane in lanes) lane.Start();
        foreach (var lane in lanes) lane.Join();
        OneTorchThread.Settle();
        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void A_thread_with_gradients_switched_off_is_no_lane()
    {
        var threads = torch.get_num_threads();
        using var noGradient = torch.no_grad();
        Assert.Throws<InvalidOperationException>(() => TorchLane.Enter(threads));
        Assert.Throws<ArgumentOutOfRangeException>(() => TorchLane.Enter(0));
    }
}
