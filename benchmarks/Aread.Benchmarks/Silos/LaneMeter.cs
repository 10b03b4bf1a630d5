using Aread.Distributed.Compute;
using Aread.Training;

namespace Aread.Benchmarks.Silos;

/// <summary>Times what runs in a silo's lanes. With one lane the seconds are that lane's.</summary>
internal sealed class LaneMeter(DeviceExecutor lanes) : IComputeLanes
{
    private readonly OpenTime _busy = new();

    public Use Busy => _busy.Read();

    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken = default) => lanes.RunAsync(
        token =>
        {
            _busy.Begin();
            try
            {
                return work(token);
            }
            finally
            {
                _busy.End();
            }
        },
        cancellationToken);

    public Task<IDisposable> AdmitAsync(CancellationToken cancellationToken = default) => lanes.AdmitAsync(cancellationToken);
}
