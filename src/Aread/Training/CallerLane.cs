using Aread.Tensors;

namespace Aread.Training;

/// <summary>Computes on the calling thread: the plain loop needs no other.</summary>
public sealed class CallerLane(int threads) : IComputeLanes
{
    private readonly SemaphoreSlim _admission = new(1);

    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TorchLane.Enter(threads);
        return Task.FromResult(work(cancellationToken));
    }

    public async Task<IDisposable> AdmitAsync(CancellationToken cancellationToken = default)
    {
        await _admission.WaitAsync(cancellationToken);
        return new Admission(_admission);
    }
}
