using System.Threading.Channels;
using Aread.Tensors;
using Aread.Training;

namespace Aread.Distributed.Compute;

/// <summary>
/// A silo's compute lanes: dedicated threads that take work from one bounded queue. Grains await the result, so that computing
/// never holds up their turns.
/// </summary>
public sealed class DeviceExecutor : IComputeLanes, IAsyncDisposable
{
    private readonly Channel<Action> _queue;
    private readonly SemaphoreSlim _admission;
    private readonly CancellationTokenSource _stopping;
    private readonly Task _lanes;
    private readonly LaneClock[] _clocks;

    /// <param name="options">Lanes, threads per lane and queue capacity.</param>
    /// <param name="isShared">The device is one for all lanes (a GPU): a single thread keeps its work in order.</param>
    /// <param name="stopping">Cancelled when the process is to end: what runs is broken off, what waits is refused.</param>
    public DeviceExecutor(ComputeOptions options, bool isShared = false, CancellationToken stopping = default)
    {
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Lanes = isShared ? 1 : options.Lanes > 0 ? options.Lanes : Environment.ProcessorCount;
        _queue = Channel.CreateBounded<Action>(options.QueueCapacity);
        _admission = new SemaphoreSlim(2 * Lanes);
        _clocks = [.. Enumerable.Range(0, Lanes).Select(_ => new LaneClock())];
        LaneTelemetry.Add(this);
        _lanes = Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => StartLane(lane, options.ThreadsPerLane)));
    }

    public int Lanes { get; }

    /// <summary>Work that waits for a lane.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>How long each lane has computed so far.</summary>
    public IReadOnlyList<TimeSpan> Busy => Array.ConvertAll(_clocks, clock => clock.Busy);

    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var token = either.Token;
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(() => Run(work, done, token), token);
        return await done.Task;
    }

    public async Task<IDisposable> AdmitAsync(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _admission.WaitAsync(either.Token);
        return new Admission(_admission);
    }

    /// <summary>Cancels what runs and waits; ends after the tensor operations under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _queue.Writer.TryComplete();
        await _lanes;
        LaneTelemetry.Remove(this);
    }

    private Task StartLane(int lane, int threads)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            TorchLane.Enter(threads);
            foreach (var work in _queue.Reader.ReadAllAsync().ToBlockingEnumerable()) _clocks[lane].Time(work);
            ended.SetResult();
        })
        { IsBackground = true, Name = $"compute-{lane}", Priority = ThreadPriority.BelowNormal }.Start();
        return ended.Task;
    }

    private static void Run<T>(Func<CancellationToken, T> work, TaskCompletionSource<T> done, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            done.SetResult(work(cancellationToken));
        }
        catch (OperationCanceledException canceled)
        {
            done.SetCanceled(canceled.CancellationToken);
        }
        catch (Exception fault)
        {
            done.SetException(fault);
        }
    }
}
