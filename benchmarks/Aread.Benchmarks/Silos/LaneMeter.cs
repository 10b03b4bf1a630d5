using Aread.Distributed.Compute;
using Aread.Training;

namespace Aread.Benchmarks.Silos;

/// <summary>Times what runs in a silo's lanes.</summary>
internal sealed class LaneMeter(DeviceExecutor lanes) : IComputeLanes
{
    private readonly OpenTime _busy = new();
    private long _processorTicks;

    /// <summary>Pieces of work, and seconds in which at least one lane had one.</summary>
    public Use Busy => _busy.Read();

    /// <summary>Of all lanes.</summary>
    public double ProcessorSeconds => TimeSpan.FromTicks(Interlocked.Read(ref _processorTicks)).TotalSeconds;

    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken = default) => lanes.RunAsync(
        token =>
        {
            _busy.Begin();
            var start = ThreadClock.Now;
            try
            {
                return work(token);
            }
            finally
            {
                Interlocked.Add(ref _processorTicks, (ThreadClock.Now - start).Ticks);
                _busy.End();
            }
        },
        cancellationToken);

    public Task<IDisposable> AdmitAsync(CancellationToken cancellationToken = default) => lanes.AdmitAsync(cancellationToken);
}
